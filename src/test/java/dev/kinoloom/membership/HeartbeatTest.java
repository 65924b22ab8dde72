package dev.kinoloom.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.domain.Decision;
import dev.kinoloom.domain.Holding;
import dev.kinoloom.domain.Refusal;
import dev.kinoloom.domain.Report;
import dev.kinoloom.pipeline.Attempts;
import dev.kinoloom.store.NodeStore;
import dev.kinoloom.store.UnaskedTasks;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
  private static final Duration TTL = Duration.ofSeconds(12);
  private static final Duration BEAT = Duration.ofSeconds(3);
  private static final Holding TASK = new Holding(7, 1, 1, false);
  private static final Holding STOPPING = new Holding(7, 1, 1, true);

  private final AtomicLong nanos = new AtomicLong(1_000);
  private final Nodes nodes = new Nodes();
  private final Finished finished = new Finished();
  private final Children children = new Children();
  private final Heartbeat heartbeat =
      new Heartbeat(nodes, finished, children, "a", TTL, nanos::get, true);

  @BeforeEach
  void join() {
    assertThat(heartbeat.join().succeeded()).isTrue();
  }

  private Future<Void> beatAfter(Duration time) {
    nanos.addAndGet(time.toNanos());
    return heartbeat.beat();
  }

  private void watchAfter(Duration time) {
    nanos.addAndGet(time.toNanos());
    heartbeat.watch();
  }

  @Test
  void a_node_has_the_id_that_the_store_gave_it() {
    assertThat(heartbeat.getAsInt()).isEqualTo(1);
  }

  @Test
  void what_the_store_does_not_know_is_fenced_and_what_is_to_stop_is_stopped() {
    children.runs.add(new Holding(8, 1, 1, false));
    children.runs.add(TASK);
    nodes.held = Future.succeededFuture(Optional.of(List.of(STOPPING)));

    beatAfter(BEAT);

    assertThat(children.told).containsExactly("fence 8", "stop 7");
  }

  @Test
  void what_was_claimed_while_the_beat_was_on_its_way_is_left_alone() {
    Promise<Optional<List<Holding>>> answer = Promise.promise();
    nodes.held = answer.future();
    var beat = beatAfter(BEAT);
    children.runs.add(TASK);

    answer.complete(Optional.of(List.of()));

    assertThat(beat.succeeded()).isTrue();
    assertThat(children.told).isEmpty();
  }

  @Test
  void while_the_store_is_away_everything_ends_before_the_lease_does() {
    nodes.held = Future.failedFuture("away");
    for (int i = 0; i < 3; i++) {
      assertThat(beatAfter(BEAT).failed()).isTrue();
    }
    assertThat(children.told).isEmpty();

    watchAfter(Duration.ofNanos(1));

    assertThat(children.told).containsExactly("fence all");
  }

  @Test
  void what_is_claimed_while_the_lease_is_late_ends_as_well() {
    nodes.held = Future.failedFuture("away");
    watchAfter(Duration.ofSeconds(10));
    watchAfter(Duration.ofSeconds(1));

    assertThat(children.told).containsExactly("fence all", "fence all");
  }

  @Test
  void when_the_store_is_back_in_time_the_node_goes_on_under_its_id() {
    nodes.held = Future.failedFuture("away");
    watchAfter(Duration.ofSeconds(60));
    nodes.held = Future.succeededFuture(Optional.of(List.of()));

    assertThat(beatAfter(BEAT).succeeded()).isTrue();
    children.told.clear();
    watchAfter(BEAT);

    assertThat(children.told).isEmpty();
    assertThat(heartbeat.getAsInt()).isEqualTo(1);
  }

  @Test
  void the_lease_counts_from_when_the_beat_was_sent_not_from_its_answer() {
    Promise<Optional<List<Holding>>> slow = Promise.promise();
    nodes.held = slow.future();
    beatAfter(BEAT);
    nanos.addAndGet(Duration.ofSeconds(8).toNanos());
    slow.complete(Optional.of(List.of()));

    watchAfter(Duration.ofMillis(1001));

    assertThat(children.told).containsExactly("fence all");
  }

  @Test
  void a_buried_node_ends_everything_and_comes_back_under_another_id() {
    nodes.held = Future.succeededFuture(Optional.empty());

    assertThat(beatAfter(BEAT).succeeded()).isTrue();

    assertThat(children.told).containsExactly("fence all");
    assertThat(heartbeat.getAsInt()).isEqualTo(2);
  }

  @Test
  void a_buried_node_whose_return_fails_tries_again() {
    nodes.held = Future.succeededFuture(Optional.empty());
    nodes.upFails = true;
    assertThat(beatAfter(BEAT).failed()).isTrue();
    nodes.upFails = false;

    assertThat(beatAfter(BEAT).succeeded()).isTrue();

    assertThat(heartbeat.getAsInt()).isEqualTo(2);
  }

  @Test
  void an_answer_to_a_former_id_changes_nothing() {
    Promise<Optional<List<Holding>>> old = Promise.promise();
    nodes.held = old.future();
    beatAfter(BEAT);
    nodes.held = Future.succeededFuture(Optional.empty());
    beatAfter(TTL);
    assertThat(heartbeat.getAsInt()).isEqualTo(2);
    children.told.clear();

    old.complete(Optional.empty());

    assertThat(heartbeat.getAsInt()).isEqualTo(2);
    assertThat(children.told).isEmpty();
  }

  @Test
  void a_beat_that_hangs_is_overtaken() {
    nodes.held = Promise.<Optional<List<Holding>>>promise().future();
    beatAfter(BEAT);
    beatAfter(BEAT);
    assertThat(nodes.beats).isEqualTo(1);

    nodes.held = Future.succeededFuture(Optional.of(List.of()));
    beatAfter(BEAT);

    assertThat(nodes.beats).isEqualTo(2);
  }

  @Test
  void a_beat_that_was_wanted_meanwhile_follows_at_once() {
    Promise<Optional<List<Holding>>> slow = Promise.promise();
    nodes.held = slow.future();
    beatAfter(BEAT);
    beatAfter(Duration.ZERO);
    beatAfter(Duration.ZERO);
    nodes.held = Future.succeededFuture(Optional.of(List.of()));

    slow.complete(Optional.of(List.of()));

    assertThat(nodes.beats).isEqualTo(2);
  }

  @Test
  void a_store_that_throws_does_not_stop_the_heart() {
    nodes.throwing = true;
    assertThat(beatAfter(BEAT).failed()).isTrue();
    nodes.throwing = false;

    assertThat(beatAfter(BEAT).succeeded()).isTrue();
  }

  @Test
  void what_nobody_runs_is_handed_back_after_four_beats() {
    nodes.held = Future.succeededFuture(Optional.of(List.of(TASK)));
    for (int i = 0; i < 3; i++) {
      beatAfter(BEAT);
    }
    assertThat(finished.reports).isEmpty();

    beatAfter(BEAT);

    assertThat(finished.reports)
        .containsExactly(
            new Report(7, 1, 1, Report.Outcome.HANDED_BACK, Duration.ZERO, null, null));
  }

  @Test
  void what_nobody_runs_of_a_stopping_job_is_told_as_stopped() {
    nodes.held = Future.succeededFuture(Optional.of(List.of(STOPPING)));
    for (int i = 0; i < 4; i++) {
      beatAfter(BEAT);
    }

    assertThat(finished.reports).extracting("outcome").containsExactly(Report.Outcome.STOPPED);
  }

  @Test
  void what_runs_again_is_no_orphan_any_more() {
    nodes.held = Future.succeededFuture(Optional.of(List.of(TASK)));
    for (int i = 0; i < 3; i++) {
      beatAfter(BEAT);
    }
    children.runs.add(TASK);
    beatAfter(BEAT);
    children.runs.clear();
    for (int i = 0; i < 3; i++) {
      beatAfter(BEAT);
    }

    assertThat(finished.reports).isEmpty();
  }

  private static final class Children implements Attempts {
    private final List<Holding> runs = new ArrayList<>();
    private final List<String> told = new ArrayList<>();

    @Override
    public List<Holding> running() {
      return List.copyOf(runs);
    }

    @Override
    public void stop(Holding attempt) {
      told.add("stop " + attempt.job());
    }

    @Override
    public void fence(Holding attempt) {
      told.add("fence " + attempt.job());
    }

    @Override
    public void fenceAll() {
      told.add("fence all");
    }
  }

  @Test
  void a_node_that_decides_nothing_says_so_each_time_it_comes() {
    var worker = new Heartbeat(nodes, finished, children, "w", TTL, nanos::get, false);
    worker.join().await();
    int first = worker.getAsInt();
    nodes.held = Future.succeededFuture(Optional.empty());

    worker.beat().await();

    assertThat(nodes.aside).containsExactly(first, worker.getAsInt());
    assertThat(worker.getAsInt()).isNotEqualTo(first);
  }

  @Test
  void a_node_that_cannot_stand_aside_takes_back_that_it_came() {
    nodes.asideFails = true;
    var worker = new Heartbeat(nodes, finished, children, "w", TTL, nanos::get, false);

    assertThat(worker.join().failed()).isTrue();

    assertThat(nodes.left).containsExactly(2);
    assertThat(worker.getAsInt()).as("known under no id").isZero();
  }

  private static final class Nodes implements NodeStore {
    private Future<Optional<List<Holding>>> held = Future.succeededFuture(Optional.of(List.of()));
    private boolean upFails;
    private boolean throwing;
    private int ups;
    private int beats;
    private final List<Integer> aside = new ArrayList<>();
    private final List<Integer> left = new ArrayList<>();
    private boolean asideFails;

    @Override
    public Future<Integer> up(String name, Duration ttl) {
      return upFails ? Future.failedFuture("away") : Future.succeededFuture(++ups);
    }

    @Override
    public Future<Optional<List<Holding>>> heartbeat(int node, Duration ttl) {
      beats++;
      if (throwing) {
        throw new IllegalStateException("closed");
      }
      return held;
    }

    @Override
    public Future<Integer> reap(int node, Duration ttl, int maxLost) {
      throw new AssertionError();
    }

    @Override
    public Future<Integer> takeOver(int node, int maxLost) {
      throw new AssertionError();
    }

    @Override
    public Future<Void> standAside(int node) {
      aside.add(node);
      return asideFails ? Future.failedFuture("away") : Future.succeededFuture();
    }

    @Override
    public Future<List<Integer>> mailboxes() {
      throw new AssertionError();
    }

    @Override
    public Future<Void> drain(int node) {
      throw new AssertionError();
    }

    @Override
    public Future<Integer> leave(int node) {
      left.add(node);
      return Future.succeededFuture(0);
    }
  }

  private static final class Finished extends UnaskedTasks {
    private final List<Report> reports = new ArrayList<>();

    @Override
    public Future<List<Refusal>> finish(int node, List<Report> batch, List<Decision> decisions) {
      reports.addAll(batch);
      return Future.succeededFuture(List.of());
    }
  }
}
