package dev.kinoloom.store;

import static dev.kinoloom.store.OpenStores.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.kinoloom.domain.Census;
import dev.kinoloom.domain.Checked;
import dev.kinoloom.domain.Claim;
import dev.kinoloom.domain.Decision;
import dev.kinoloom.domain.Decision.NewTask;
import dev.kinoloom.domain.Decision.Timer;
import dev.kinoloom.domain.DueCheck;
import dev.kinoloom.domain.Durations;
import dev.kinoloom.domain.FactKind;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.Likeness;
import dev.kinoloom.domain.Report.Outcome;
import dev.kinoloom.domain.Tracked;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class PgTimerStoreIT {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final String FACT = "{\"estimated\":true,\"parts\":[]}";

  @AutoClose private final OpenStores stores = new OpenStores();
  private final TimerStore timers = TimerStore.over(stores.connected());
  private final int node = stores.node();

  @AfterEach
  void everyHistoryIsClean() {
    HistoryCheck.assertClean(stores.database().address());
  }

  /** A job whose second task is ready, and whose first check is due after {@code first}. */
  private long tracked(Duration first) {
    var claim = stores.running(node, stores.key());
    var decision =
        Decision.goOn(stores.snapshot(claim.job()), List.of(new NewTask(1001, 2, 0)), List.of())
            .with(new Timer(TimerStore.CHECK, first));
    stores.decided(node, claim, decision);
    return claim.job();
  }

  private Claim claimed(long job) {
    return stores.claims(node, 2).stream().filter(c -> c.job() == job).findFirst().orElseThrow();
  }

  private List<DueCheck> take() {
    return await(timers.take(100, HOUR));
  }

  private Tracked look(long job) {
    return await(timers.look(List.of(job))).get(0);
  }

  private int settle(long job, int seen, @Nullable Duration next, @Nullable String fact) {
    return await(timers.settle(List.of(new Checked(job, seen, next, 0, fact))));
  }

  private long count(long job) {
    return await(timers.look(List.of(job))).size();
  }

  @Test
  void a_check_is_made_by_one_node_and_comes_again_when_that_node_says_nothing() {
    long job = tracked(Duration.ZERO);

    var first = await(timers.take(100, Duration.ZERO));
    var again = take();

    assertThat(first).extracting(DueCheck::job, DueCheck::index).containsExactly(tuple(job, 1));
    assertThat(again).extracting(DueCheck::job, DueCheck::index).containsExactly(tuple(job, 2));
    assertThat(take()).isEmpty();
  }

  @Test
  void a_check_that_is_not_due_is_not_made_and_one_that_is_late_says_how_late() {
    long job = tracked(HOUR);
    assertThat(take()).isEmpty();

    stores
        .database()
        .run("update kinoloom.timer set fire_at = clock_timestamp() - interval '90 s'");

    assertThat(take())
        .singleElement()
        .satisfies(
            due -> {
              assertThat(due.job()).isEqualTo(job);
              assertThat(due.late()).isBetween(Duration.ofSeconds(90), Duration.ofSeconds(150));
            });
  }

  @Test
  void many_checks_are_taken_once_each_by_nodes_that_take_at_once() {
    var jobs = new ArrayList<Long>();
    for (int i = 0; i < 40; i++) {
      jobs.add(tracked(Duration.ZERO));
    }

    var taken =
        Stream.generate(() -> timers.take(3, HOUR)).limit(20).toList().stream()
            .flatMap(one -> await(one).stream())
            .map(DueCheck::job);

    assertThat(taken).containsExactlyInAnyOrderElementsOf(jobs);
  }

  @Test
  void a_look_sees_what_runs_what_was_told_of_it_and_the_newest_estimate() {
    long job = tracked(Duration.ZERO);
    var claim = claimed(job);
    tell(claim, "{\"no\":1001,\"percent\":1}");
    tell(claim, "{\"no\":1001,\"percent\":2}");
    tell(claim, "{\"no\":77,\"percent\":3}");
    await(stores.facts().tell(job, FactKind.PROGRESS, FACT));

    var seen = look(job);

    assertThat(seen.state()).isEqualTo(JobState.RUNNING);
    assertThat(seen.lastSeq()).isEqualTo(6);
    assertThat(seen.seenSeq()).isZero();
    assertThat(seen.estimate()).contains("estimated");
    assertThat(seen.open()).hasSize(1);
    var open = seen.open().get(0);
    assertThat(List.of(open.no(), open.epoch(), open.looking())).isEqualTo(List.of(1001, 1, false));
    assertThat(open.told()).contains("\"percent\": 2");
  }

  private void tell(Claim claim, String data) {
    assertThat(await(stores.tasks().progress(node, claim.job(), claim.no(), claim.epoch(), data)))
        .isTrue();
  }

  @Test
  void a_task_that_waits_for_its_next_look_is_seen_and_one_that_waits_for_a_retry_is_not() {
    long looking = tracked(Duration.ZERO);
    report(claimed(looking), Outcome.LOOK_AGAIN, "{\"looking\":{\"millis\":5}}");
    long retrying = tracked(Duration.ZERO);
    report(claimed(retrying), Outcome.RETRY, "{\"failure\":{}}");

    assertThat(look(looking).open()).extracting(Tracked.OpenTask::looking).containsExactly(true);
    assertThat(look(retrying).open()).isEmpty();
  }

  private void report(Claim claim, Outcome outcome, String result) {
    stores.reported(node, OpenStores.report(claim, outcome, HOUR, result));
  }

  @Test
  void an_estimate_is_told_with_the_next_check_in_one_commit() {
    long job = tracked(Duration.ZERO);
    take();
    int seen = look(job).lastSeq();

    assertThat(settle(job, seen, Duration.ZERO, FACT)).isEqualTo(1);

    var facts = await(stores.facts().after(job, seen, 10));
    assertThat(facts).extracting(fact -> fact.kind()).containsExactly(FactKind.PROGRESS);
    assertThat(look(job).seenSeq()).isEqualTo(seen + 1);
    assertThat(take()).hasSize(1);
  }

  @Test
  void nothing_is_told_once_somebody_who_works_at_it_has_spoken() {
    long job = tracked(Duration.ZERO);
    int seen = look(job).lastSeq();
    tell(claimed(job), "{\"no\":1001}");

    assertThat(settle(job, seen, Duration.ZERO, FACT)).isZero();

    assertThat(look(job).lastSeq()).isEqualTo(seen + 1);
    assertThat(take()).hasSize(1);
  }

  @Test
  void a_job_that_somebody_holds_is_not_waited_for() throws Exception {
    long job = tracked(Duration.ZERO);
    int seen = look(job).lastSeq();
    try (var holder = stores.database().open()) {
      holder.setAutoCommit(false);
      holder
          .createStatement()
          .execute("select 1 from kinoloom.job where id = " + job + " for update");

      assertThat(settle(job, seen, Duration.ZERO, FACT)).isZero();
      holder.rollback();
    }
    assertThat(settle(job, seen, Duration.ZERO, FACT)).isEqualTo(1);
  }

  @Test
  void a_completed_failed_or_cancelled_job_leaves_no_timer() {
    for (var end : List.of(JobState.COMPLETED, JobState.FAILED)) {
      long job = tracked(Duration.ZERO);
      stores.end(node, claimed(job), end);
      assertThat(count(job)).isZero();
    }
    long cancelled = tracked(Duration.ZERO);
    var claim = claimed(cancelled);
    await(stores.jobs().cancel(cancelled));
    assertThat(count(cancelled)).as("while it stops").isEqualTo(1);
    stores.reported(node, OpenStores.report(claim, Outcome.STOPPED, Duration.ZERO, null));
    stores.end(node, cancelled, JobState.CANCELLED);
    assertThat(count(cancelled)).isZero();
  }

  @Test
  void a_check_that_comes_after_the_end_tells_nothing_and_brings_no_timer_back() {
    long job = tracked(Duration.ZERO);
    take();
    int seen = look(job).lastSeq();
    stores.end(node, claimed(job), JobState.COMPLETED);

    assertThat(settle(job, seen, Duration.ZERO, FACT)).isZero();
    assertThat(settle(job, seen + 1, Duration.ZERO, FACT)).isZero();

    assertThat(count(job)).isZero();
    assertThat(await(stores.facts().after(job, 0, 100)))
        .last()
        .satisfies(fact -> assertThat(fact.kind()).isEqualTo(FactKind.COMPLETED));
  }

  @Test
  void a_timer_without_its_job_is_counted_and_can_be_removed() throws Exception {
    stores
        .database()
        .run(
            "insert into kinoloom.timer(job_id, kind, fire_at) values (99999, 1, clock_timestamp())");
    try (var connection = stores.database().open()) {
      assertThat(HistoryCheck.violations(connection)).containsOnlyKeys("orphan_timers");
    }
    var census = await(CensusStore.over(stores.connected()).take()).timers();
    assertThat(List.of(census.tracked(), census.orphans())).containsExactly(1L, 1L);
    assertThat(look(99999).state()).isNull();

    settle(99999, 0, null, null);

    assertThat(count(99999)).isZero();
    assertThat(await(CensusStore.over(stores.connected()).take()).timers())
        .isEqualTo(new Census.Timers(0, 0, null, null));
  }

  @Test
  void durations_add_up_and_old_ones_lose_weight() {
    var history = HistoryStore.over(stores.connected());
    var like = Likeness.of("voice", "flite", "slt", 100);
    await(history.add(Map.of(like, Map.of(20, 600L, 30, 300L))));
    await(history.add(Map.of(like, Map.of(20, 400L), like.sized(3), Map.of(1, 1L))));

    var all = await(history.all());

    assertThat(all.get(like)).extracting(Durations::count).isEqualTo(1_300L);
    assertThat(all.get(like.sized(3))).extracting(Durations::count).isEqualTo(1L);
    await(history.forget());
    assertThat(await(history.all()).get(like)).extracting(Durations::count).isEqualTo(650L);
    assertThat(await(history.all())).containsKey(like.sized(3));
    stores.database().run("update kinoloom.duration set told_at = told_at - interval '181 days'");
    await(history.forget());
    assertThat(await(history.all())).isEmpty();
  }
}
