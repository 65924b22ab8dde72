package dev.kinoloom.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.codec.Json;
import dev.kinoloom.domain.ArtifactRef;
import dev.kinoloom.domain.Fact;
import dev.kinoloom.domain.FactKind;
import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.pipeline.Briefs;
import dev.kinoloom.pipeline.FakeStage;
import dev.kinoloom.pipeline.FakeStage.Made;
import dev.kinoloom.pipeline.TaskId;
import dev.kinoloom.pipeline.Work;
import dev.kinoloom.store.TaskStore;
import dev.kinoloom.store.model.ModelStores;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole jobs through mailbox, orchestrator and workers, with stages that misbehave. */
class JobRunTest {
  private static final TaskId A = new TaskId("a", 0);

  private final Vertx vertx = Vertx.vertx();
  private final ModelStores stores = new ModelStores(InstantSource.system());
  private final AtomicInteger asked = new AtomicInteger();
  private Path home = Path.of("unset");

  @BeforeEach
  void open(@TempDir Path dir) {
    home = dir;
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private Rig rig(FakeStage... stages) {
    return rig("one", tasks -> tasks, stages);
  }

  private Rig rig(String name, Function<TaskStore, TaskStore> through, FakeStage... stages) {
    var rig = new Rig(vertx, stores, home, name, through, List.of(stages));
    return (isDeaf() ? rig.deafen() : rig).start();
  }

  /** Whether every hint is lost. */
  boolean isDeaf() {
    return false;
  }

  private static FakeStage stage(int lane, String name) {
    return FakeStage.on(lane, name);
  }

  private static String last(List<Fact> facts) {
    return facts.get(facts.size() - 1).data();
  }

  private static String failureOf(Rig rig, long job) {
    return Json.tree(last(rig.facts(job))).at("/failure/kind").asText();
  }

  private static long count(Rig rig, long job, FactKind kind) {
    return rig.facts(job).stream().filter(fact -> fact.kind() == kind).count();
  }

  private static Future<Made> fail(FailureKind kind) {
    return Future.failedFuture(new Failed(kind, "It broke."));
  }

  private void nothingIsLeft(Rig rig) {
    assertThat(Files.exists(rig.scratch) ? rig.scratch.toFile().list() : new String[0]).isEmpty();
  }

  @Test
  void a_job_unfolds_into_parts_that_meet_again() {
    var split = stage(1, "a");
    var parts =
        stage(2, "parts")
            .plans(
                job ->
                    job.isDone(A)
                        ? IntStream.range(0, 20).mapToObj(i -> FakeStage.part(i, A)).toList()
                        : List.of())
            .does(
                work ->
                    Future.succeededFuture(
                        new Made(work.job().read(split.made(), 0).text() + work.task().part())));
    var needs = IntStream.range(0, 20).mapToObj(i -> new TaskId("parts", i)).toList();
    var join =
        stage(3, "join")
            .after(needs.toArray(TaskId[]::new))
            .does(
                work -> {
                  var all = new StringBuilder();
                  needs.forEach(n -> all.append(work.job().read(parts.made(), n.part()).text()));
                  return Future.succeededFuture(new Made(all.toString()));
                });
    var rig = rig(split, parts, join);

    long job = rig.submit(rig.key("k"), Briefs.any());

    assertThat(rig.ended(job).state()).isEqualTo(JobState.COMPLETED);
    assertThat(last(rig.facts(job))).contains("a/00a/01a/02").contains("a/019");
    assertThat(count(rig, job, FactKind.TASK_DONE)).isEqualTo(22);
    assertThat(parts.runs()).isEqualTo(20);
    nothingIsLeft(rig);
  }

  @Test
  void waiting_for_a_provider_that_rests_costs_no_attempt() {
    var spared =
        stage(1, "a")
            .does(
                work ->
                    asked.incrementAndGet() < 8
                        ? Future.failedFuture(new LeftAlone("flite", Duration.ofMillis(20)))
                        : Future.succeededFuture(new Made("attempt " + work.attempt())));
    var rig = rig(spared);

    long job = rig.submit(rig.key("k"), Briefs.any());

    assertThat(rig.ended(job).state()).isEqualTo(JobState.COMPLETED);
    assertThat(last(rig.facts(job))).contains("attempt 1");
    assertThat(count(rig, job, FactKind.TASK_SETBACK)).isZero();
  }

  @Test
  void what_fails_in_a_way_that_may_pass_is_tried_again() {
    var flaky =
        stage(1, "a")
            .does(
                work ->
                    work.attempt() < 3
                        ? fail(FailureKind.CONNECTION)
                        : Future.succeededFuture(new Made("at last")));
    var rig = rig(flaky);

    long job = rig.submit(rig.key("k"), Briefs.any());

    assertThat(rig.ended(job).state()).isEqualTo(JobState.COMPLETED);
    assertThat(flaky.runs()).isEqualTo(3);
    assertThat(count(rig, job, FactKind.TASK_SETBACK)).isEqualTo(2);
  }

  @Test
  void what_keeps_failing_ends_the_job_after_its_last_attempt() {
    var broken = stage(1, "a").does(work -> fail(FailureKind.CONNECTION));
    var rig = rig(broken);

    long job = rig.submit(rig.key("k"), Briefs.any());

    assertThat(rig.ended(job).state()).isEqualTo(JobState.FAILED);
    assertThat(broken.runs()).isEqualTo(3);
    assertThat(failureOf(rig, job)).isEqualTo("CONNECTION");
  }

  @Test
  void what_cannot_pass_is_not_tried_again_and_stops_its_siblings() {
    Promise<Made> never = Promise.promise();
    var started = new CountDownLatch(1);
    var parts =
        stage(1, "a")
            .plans(job -> List.of(FakeStage.part(0), FakeStage.part(1), FakeStage.part(2)))
            .does(
                work -> {
                  if (work.task().part() == 0) {
                    return Future.succeededFuture(new Made("first"));
                  }
                  if (work.task().part() == 1) {
                    work.call().onStop(() -> never.tryFail("killed"));
                    started.countDown();
                    return never.future();
                  }
                  return vertx
                      .executeBlocking(() -> started.await(30, TimeUnit.SECONDS), false)
                      .compose(yes -> fail(FailureKind.UNSUPPORTED));
                });
    var rig = rig(parts);

    long job = rig.submit(rig.key("k"), Briefs.any());

    assertThat(rig.ended(job).state()).isEqualTo(JobState.FAILED);
    assertThat(failureOf(rig, job)).isEqualTo("UNSUPPORTED");
    assertThat(never.future().failed()).isTrue();
    assertThat(parts.runs()).isEqualTo(3);
    nothingIsLeft(rig);
  }

  @Test
  void a_stage_that_throws_fails_its_job_and_nothing_else() {
    var broken =
        stage(1, "a")
            .does(
                work -> {
                  if (work.job().brief().title() == null) {
                    throw new IllegalStateException("a bug");
                  }
                  return Future.succeededFuture(new Made("fine"));
                });
    var rig = rig(broken);
    int key = rig.key("k");

    long bad = rig.submit(key, Briefs.titled(null));
    long good = rig.submit(key, Briefs.any());

    assertThat(rig.ended(bad).state()).isEqualTo(JobState.FAILED);
    assertThat(failureOf(rig, bad)).isEqualTo("INTERNAL");
    assertThat(rig.ended(good).state()).isEqualTo(JobState.COMPLETED);
  }

  @Test
  void a_stage_whose_fingerprint_throws_fails_its_job() {
    var broken =
        stage(1, "a")
            .dependsOn(
                work -> {
                  throw new IllegalStateException("a bug");
                });
    var rig = rig(broken);

    long job = rig.submit(rig.key("k"), Briefs.any());

    assertThat(rig.ended(job).state()).isEqualTo(JobState.FAILED);
    assertThat(broken.runs()).isZero();
  }

  @Test
  void a_stage_whose_plan_throws_fails_its_job() {
    var broken =
        stage(2, "b")
            .plans(
                job -> {
                  if (job.isDone(A)) {
                    throw new IllegalStateException("a bug");
                  }
                  return List.of();
                });
    var rig = rig(stage(1, "a"), broken);

    long job = rig.submit(rig.key("k"), Briefs.any());

    assertThat(rig.ended(job).state()).isEqualTo(JobState.FAILED);
    assertThat(last(rig.facts(job))).contains("a bug");
  }

  @Test
  void a_stage_that_hands_over_nothing_fails_its_job() {
    var rig = rig(stage(1, "a").does(work -> Future.succeededFuture()));

    long job = rig.submit(rig.key("k"), Briefs.any());

    assertThat(rig.ended(job).state()).isEqualTo(JobState.FAILED);
    assertThat(failureOf(rig, job)).isEqualTo("INTERNAL");
  }

  @Test
  void a_stage_that_hands_over_too_much_fails_its_job() {
    var rig =
        rig(stage(1, "a").does(work -> Future.succeededFuture(new Made("x".repeat(600_000)))));

    long job = rig.submit(rig.key("k"), Briefs.any());

    assertThat(rig.ended(job).state()).isEqualTo(JobState.FAILED);
    assertThat(last(rig.facts(job))).contains("belong in artifacts");
  }

  @Test
  void a_stage_that_hangs_and_ignores_its_end_is_left_behind() {
    var deaf =
        stage(1, "a")
            .within(Duration.ofMillis(100))
            .does(
                work -> {
                  touch(work);
                  return Promise.<Made>promise().future();
                });
    var rig = rig(deaf);

    long job = rig.submit(rig.key("k"), Briefs.any());

    assertThat(rig.ended(job).state()).isEqualTo(JobState.FAILED);
    assertThat(failureOf(rig, job)).isEqualTo("TIMEOUT");
    assertThat(deaf.runs()).isEqualTo(3);
    nothingIsLeft(rig);
  }

  private static void touch(Work work) {
    try {
      Files.writeString(work.call().scratch().resolve("half"), "half a file");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void a_payload_that_cannot_be_read_fails_at_once_and_spares_the_others() {
    var rig = rig(stage(1, "a"));
    int key = rig.key("k");

    long bad = rig.submit(key, "{\"seconds\":\"from the future\"}");
    long good = rig.submit(rig.key("other"), Briefs.any());

    assertThat(rig.ended(bad).state()).isEqualTo(JobState.FAILED);
    assertThat(rig.ended(good).state()).isEqualTo(JobState.COMPLETED);
  }

  @Test
  void a_cancelled_job_kills_its_child_and_leaves_nothing() throws InterruptedException {
    var started = new CountDownLatch(1);
    var killed = new CountDownLatch(1);
    Promise<Made> child = Promise.promise();
    var slow =
        stage(1, "a")
            .does(
                work -> {
                  touch(work);
                  work.call()
                      .onStop(
                          () -> {
                            killed.countDown();
                            child.tryFail("killed");
                          });
                  started.countDown();
                  return child.future();
                });
    var rig = rig(slow, stage(2, "b").after(A));
    long job = rig.submit(rig.key("k"), Briefs.any());
    assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();

    rig.cancel(job);

    assertThat(rig.ended(job).state()).isEqualTo(JobState.CANCELLED);
    assertThat(killed.getCount()).isZero();
    assertThat(slow.runs()).isEqualTo(1);
    nothingIsLeft(rig);
  }

  @Test
  void a_job_that_waits_in_line_is_cancelled_without_having_run() {
    Promise<Made> first = Promise.promise();
    var slow = stage(1, "a").does(work -> first.future());
    var rig = rig(slow);
    int key = rig.key("k");
    long running = rig.submit(key, Briefs.any());
    long waiting = rig.submit(key, Briefs.any());

    rig.cancel(waiting);

    assertThat(rig.ended(waiting).state()).isEqualTo(JobState.CANCELLED);
    first.complete(new Made("done"));
    assertThat(rig.ended(running).state()).isEqualTo(JobState.COMPLETED);
  }

  @Test
  void what_was_done_before_from_the_same_inputs_is_not_done_again() {
    var costly = stage(1, "a").dependsOn(work -> Map.of("brief", work.job().brief()));
    var rig = rig(costly);
    int key = rig.key("k");
    rig.ended(rig.submit(key, Briefs.any()));

    long again = rig.submit(key, Briefs.any());
    assertThat(rig.ended(again).state()).isEqualTo(JobState.COMPLETED);
    assertThat(costly.runs()).isEqualTo(1);

    rig.ended(rig.submit(key, Briefs.titled("Another")));
    assertThat(costly.runs()).isEqualTo(2);
    rig.ended(rig.submit(rig.key("somebody else"), Briefs.any()));
    assertThat(costly.runs()).isEqualTo(3);
  }

  /** What a stage with a file hands over. */
  record WithFile(ArtifactRef file) {}

  @Test
  void a_checkpoint_whose_file_is_gone_is_made_again() throws IOException {
    var draws =
        stage(1, "a")
            .does(
                work -> {
                  touch(work);
                  return work.keep(work.call().scratch().resolve("half"), "text/plain")
                      .map(WithFile::new);
                });
    var rig = rig(draws);
    int key = rig.key("k");
    rig.ended(rig.submit(key, Briefs.any()));
    try (var files = Files.walk(home.resolve("artifacts"))) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }

    long again = rig.submit(key, Briefs.any());

    assertThat(rig.ended(again).state()).isEqualTo(JobState.COMPLETED);
    assertThat(draws.runs()).isEqualTo(2);
  }

  @Test
  void another_node_goes_on_where_a_dead_one_was_and_repeats_nothing() throws InterruptedException {
    var first = stage(1, "a");
    var reached = new CountDownLatch(1);
    var hangs =
        stage(2, "b")
            .after(A)
            .does(
                work -> {
                  reached.countDown();
                  return Promise.<Made>promise().future();
                });
    var dying = rig("dying", tasks -> tasks, first, hangs);
    long job = dying.submit(dying.key("k"), Briefs.any());
    assertThat(reached.await(30, TimeUnit.SECONDS)).isTrue();
    dying.die();

    var heirsFirst = stage(1, "a");
    var heirsSecond = stage(2, "b").after(A);
    var heir = rig("heir", tasks -> tasks, heirsFirst, heirsSecond);

    assertThat(heir.ended(job).state()).isEqualTo(JobState.COMPLETED);
    assertThat(first.runs()).isEqualTo(1);
    assertThat(heirsFirst.runs()).isZero();
    assertThat(heirsSecond.runs()).isEqualTo(1);
    assertThat(count(heir, job, FactKind.LEASE_LOST)).isEqualTo(1);
  }

  @Test
  void a_node_that_leaves_hands_back_what_it_runs_uncounted() throws InterruptedException {
    var reached = new CountDownLatch(1);
    var attempts = new ConcurrentHashMap<String, Integer>();
    var hangs =
        stage(1, "a")
            .does(
                work -> {
                  Promise<Made> child = Promise.promise();
                  work.call().onStop(() -> child.tryFail("killed"));
                  reached.countDown();
                  return child.future();
                });
    var leaving = rig("leaving", tasks -> tasks, hangs);
    long job = leaving.submit(leaving.key("k"), Briefs.any());
    assertThat(reached.await(30, TimeUnit.SECONDS)).isTrue();
    leaving.leave();

    var heir =
        rig(
            "heir",
            tasks -> tasks,
            stage(1, "a")
                .does(
                    work -> {
                      attempts.put("heir", work.attempt());
                      return Future.succeededFuture(new Made("done"));
                    }));

    assertThat(heir.ended(job).state()).isEqualTo(JobState.COMPLETED);
    assertThat(attempts).containsEntry("heir", 1);
    nothingIsLeft(leaving);
  }

  @Test
  void a_store_that_is_away_for_a_while_costs_time_only() {
    var once = stage(1, "a");
    var rig =
        rig("one", tasks -> new Faults(tasks, text -> false, 5), once, stage(2, "b").after(A));

    long job = rig.submit(rig.key("k"), Briefs.any());

    assertThat(rig.ended(job).state()).isEqualTo(JobState.COMPLETED);
    assertThat(once.runs()).isEqualTo(1);
    assertThat(count(rig, job, FactKind.TASK_SETBACK)).isZero();
  }

  @Test
  void a_report_that_the_store_will_never_take_fails_its_job_and_no_other() {
    var says =
        stage(1, "a")
            .does(work -> Future.succeededFuture(new Made(work.job().brief().title() + "!")));
    var rig = rig("one", tasks -> new Faults(tasks, text -> text.contains("poison!"), 0), says);
    var jobs = new ArrayList<Long>();
    for (int i = 0; i < 20; i++) {
      jobs.add(rig.submit(rig.key("k" + i), Briefs.titled(i == 7 ? "poison" : "fine")));
    }

    for (int i = 0; i < 20; i++) {
      assertThat(rig.ended(jobs.get(i)).state())
          .isEqualTo(i == 7 ? JobState.FAILED : JobState.COMPLETED);
    }
    assertThat(failureOf(rig, jobs.get(7))).isEqualTo("INTERNAL");
  }

  @Test
  void a_decision_that_the_store_will_never_take_ends_its_job_as_failed() {
    var rig =
        rig(
            "one",
            tasks -> new Faults(tasks, text -> text.contains("{\"video\":"), 0),
            stage(1, "a"));

    long job = rig.submit(rig.key("k"), Briefs.any());

    assertThat(rig.ended(job).state()).isEqualTo(JobState.FAILED);
    assertThat(last(rig.facts(job))).contains("The store did not take");
  }

  @Test
  void text_that_no_database_keeps_is_mended_on_the_way() {
    var dirty = stage(1, "a").does(work -> Future.succeededFuture(new Made("a\u0000b\ud800c")));
    var rig = rig("one", tasks -> new Faults(tasks, t -> t.contains("\\u0000"), 0), dirty);

    long job = rig.submit(rig.key("k"), Briefs.any());

    assertThat(rig.ended(job).state()).isEqualTo(JobState.COMPLETED);
    assertThat(last(rig.facts(job))).contains("a\ufffdb\ufffdc");
  }

  @Test
  void jobs_of_a_key_run_one_after_the_other_and_keys_side_by_side() {
    var order = new ArrayList<Long>();
    var rig =
        rig(
            stage(1, "a")
                .does(
                    work -> {
                      synchronized (order) {
                        order.add(work.job().job());
                      }
                      return Future.succeededFuture(new Made("x"));
                    }));
    int key = rig.key("k");
    var jobs = new ArrayList<Long>();
    for (int i = 0; i < 10; i++) {
      // a brief of its own for each, or the second would find the first one's checkpoint
      jobs.add(rig.submit(key, Briefs.titled("job " + i)));
    }

    jobs.forEach(job -> assertThat(rig.ended(job).state()).isEqualTo(JobState.COMPLETED));

    assertThat(order).isSorted();
  }
}
