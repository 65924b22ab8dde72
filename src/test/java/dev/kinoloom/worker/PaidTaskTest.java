package dev.kinoloom.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.domain.FactKind;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.PaidCall.Known;
import dev.kinoloom.pipeline.Briefs;
import dev.kinoloom.pipeline.FakeStage;
import dev.kinoloom.pipeline.FakeStage.Made;
import dev.kinoloom.pipeline.InDoubt;
import dev.kinoloom.pipeline.LookAgain;
import dev.kinoloom.pipeline.Work;
import dev.kinoloom.store.PaidCallStore;
import dev.kinoloom.store.model.ModelStores;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stage that pays for something outside: what nodes that die, stop and come late make of it. */
class PaidTaskTest {
  private static final Duration PAUSE = Duration.ofMillis(30);
  private static final int TASK = 1;

  private final Vertx vertx = Vertx.vertx();
  private final ModelStores stores = new ModelStores(InstantSource.system());
  private final PaidCallStore calls = stores.paidCalls();
  private final List<Long> sent = new CopyOnWriteArrayList<>();
  private final List<String> cancelled = new CopyOnWriteArrayList<>();
  private final CountDownLatch first = new CountDownLatch(1);

  /** What the provider answers to a call, by its id. */
  private volatile Function<Long, Future<String>> provider =
      call -> Future.succeededFuture("h" + call);

  /** What comes of a look at what is booked. */
  private volatile Function<Work, Future<?>> look =
      work -> Future.succeededFuture(new Made("a clip"));

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private Rig rig(Path home, String name) {
    var clip = FakeStage.on(1, "clip").does(this::run).stops(this::stop);
    return new Rig(vertx, stores, home, name, tasks -> tasks, List.of(clip)).start();
  }

  private Future<?> run(Work work) {
    return work.paid()
        .standing()
        .compose(
            standing -> {
              if (standing.isEmpty()) {
                return work.paid().intend().compose(call -> send(work, call.orElseThrow()));
              }
              return standing.get().handle() == null
                  ? Future.succeededFuture(new InDoubt("who knows"))
                  : look.apply(work).map(Object.class::cast);
            });
  }

  private Future<Object> send(Work work, long call) {
    sent.add(call);
    first.countDown();
    return provider
        .apply(call)
        .compose(handle -> work.paid().booked(call, handle))
        .map(wanted -> new LookAgain(PAUSE));
  }

  private Future<?> stop(Work work) {
    return work.paid()
        .standing()
        .compose(
            standing -> {
              var handle = standing.map(call -> String.valueOf(call.handle())).orElse("nothing");
              cancelled.add(handle);
              return work.paid().voided(standing.orElseThrow().id(), handle, "cancelled there");
            });
  }

  /** From now on each look finds it under way; opens at the first. */
  private CountDownLatch waitsOutside() {
    var looked = new CountDownLatch(1);
    look =
        work -> {
          looked.countDown();
          return Future.succeededFuture(new LookAgain(PAUSE));
        };
    return looked;
  }

  private Known known() {
    return calls.standing(1, TASK).await().map(call -> call.known()).orElse(Known.VOID);
  }

  private void awaitFirst() throws InterruptedException {
    assertThat(first.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void it_is_paid_once_however_often_it_is_looked_at(@TempDir Path home) {
    var rig = rig(home, "one");

    long job = rig.submit(rig.key("k"), Briefs.any());

    assertThat(rig.ended(job).state()).isEqualTo(JobState.COMPLETED);
    assertThat(sent).hasSize(1);
    assertThat(cancelled).isEmpty();
  }

  @Test
  void a_node_that_dies_between_the_call_and_its_answer_leaves_a_doubt_that_holds_the_job(
      @TempDir Path home) throws Exception {
    provider = call -> Promise.<String>promise().future();
    var one = rig(home, "one");
    long job = one.submit(one.key("k"), Briefs.any());
    awaitFirst();
    one.die();

    var two = rig(home, "two");
    two.awaitHeld(job);

    assertThat(sent).as("not sent again").hasSize(1);
    assertThat(calls.resolve(sent.get(0), Known.HANDLE, "found", "by hand").await()).isTrue();
    assertThat(two.ended(job).state()).isEqualTo(JobState.COMPLETED);
    assertThat(sent).hasSize(1);
    assertThat(two.facts(job)).extracting(fact -> fact.kind()).contains(FactKind.HELD);
  }

  @Test
  void a_doubt_that_proves_to_be_nothing_is_paid_for_then(@TempDir Path home) throws Exception {
    provider = call -> Promise.<String>promise().future();
    var one = rig(home, "one");
    long job = one.submit(one.key("k"), Briefs.any());
    awaitFirst();
    one.die();
    var two = rig(home, "two");
    two.awaitHeld(job);
    provider = call -> Future.succeededFuture("h" + call);

    assertThat(calls.resolve(sent.get(0), Known.VOID, null, "not known there").await()).isTrue();

    assertThat(two.ended(job).state()).isEqualTo(JobState.COMPLETED);
    assertThat(sent).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void the_answer_that_comes_to_a_node_that_lost_its_lease_ends_the_doubt(@TempDir Path home)
      throws Exception {
    Promise<String> answer = Promise.promise();
    provider = call -> answer.future();
    var one = rig(home, "one");
    long job = one.submit(one.key("k"), Briefs.any());
    awaitFirst();
    one.die();
    var two = rig(home, "two");
    two.awaitHeld(job);

    answer.complete("late");

    assertThat(two.ended(job).state()).isEqualTo(JobState.COMPLETED);
    assertThat(sent).hasSize(1);
  }

  @Test
  void what_another_job_has_finished_meanwhile_is_taken_and_what_runs_outside_is_ended(
      @TempDir Path home) {
    var wish = new AtomicReference<>("same");
    var clip =
        FakeStage.on(1, "clip")
            .dependsOn(work -> Map.of("wish", wish.get()))
            .does(this::run)
            .stops(this::stop);
    var rig = new Rig(vertx, stores, home, "one", tasks -> tasks, List.of(clip)).start();
    int key = rig.key("k");
    rig.ended(rig.submit(key, Briefs.any()));
    wish.set("other");
    look =
        work -> {
          wish.set("same");
          return Future.succeededFuture(new LookAgain(PAUSE));
        };

    long job = rig.submit(key, Briefs.any());

    assertThat(rig.ended(job).state()).isEqualTo(JobState.COMPLETED);
    assertThat(sent).hasSize(2);
    assertThat(cancelled).containsExactly("h" + sent.get(1));
  }

  @Test
  void a_cancel_while_it_waits_reaches_what_runs_outside(@TempDir Path home) throws Exception {
    var looked = waitsOutside();
    var rig = rig(home, "one");
    long job = rig.submit(rig.key("k"), Briefs.any());
    assertThat(looked.await(30, TimeUnit.SECONDS)).isTrue();

    rig.cancel(job);

    assertThat(rig.ended(job).state()).isEqualTo(JobState.CANCELLED);
    assertThat(cancelled).contains("h" + sent.get(0));
    assertThat(known()).isEqualTo(Known.VOID);
  }

  @Test
  void a_cancel_while_an_attempt_runs_reaches_what_runs_outside(@TempDir Path home)
      throws Exception {
    var looked = new CountDownLatch(1);
    look =
        work -> {
          looked.countDown();
          Promise<Made> killed = Promise.promise();
          work.call().onStop(() -> killed.tryFail(new IllegalStateException("killed")));
          return killed.future();
        };
    var rig = rig(home, "one");
    long job = rig.submit(rig.key("k"), Briefs.any());
    assertThat(looked.await(30, TimeUnit.SECONDS)).isTrue();

    rig.cancel(job);

    assertThat(rig.ended(job).state()).isEqualTo(JobState.CANCELLED);
    assertThat(cancelled).containsExactly("h" + sent.get(0));
    assertThat(known()).isEqualTo(Known.VOID);
  }

  @Test
  void an_end_outside_that_never_answers_keeps_no_job_from_being_cancelled(@TempDir Path home)
      throws Exception {
    var looked = waitsOutside();
    var stopped = new CopyOnWriteArrayList<Duration>();
    var clip =
        FakeStage.on(1, "clip")
            .does(this::run)
            .stops(
                work -> {
                  assertThat(work.call().stopped()).isFalse();
                  stopped.add(work.call().timeLeft());
                  return Promise.promise().future();
                });
    var rig = new Rig(vertx, stores, home, "one", tasks -> tasks, List.of(clip)).start();
    long job = rig.submit(rig.key("k"), Briefs.any());
    assertThat(looked.await(30, TimeUnit.SECONDS)).isTrue();

    rig.cancel(job);

    assertThat(rig.ended(job).state()).isEqualTo(JobState.CANCELLED);
    assertThat(stopped).isNotEmpty();
    assertThat(stopped).allSatisfy(left -> assertThat(left).isPositive());
    assertThat(known()).as("an operator sees it").isEqualTo(Known.HANDLE);
  }

  @Test
  void what_is_booked_for_a_job_that_was_cancelled_meanwhile_is_wanted_by_nobody(@TempDir Path home)
      throws Exception {
    Promise<String> answer = Promise.promise();
    provider = call -> answer.future();
    var rig = rig(home, "one");
    long job = rig.submit(rig.key("k"), Briefs.any());
    awaitFirst();
    rig.cancel(job);
    assertThat(rig.ended(job).state()).isEqualTo(JobState.CANCELLED);

    assertThat(calls.resolve(sent.get(0), Known.HANDLE, "late", null).await()).isFalse();
  }
}
