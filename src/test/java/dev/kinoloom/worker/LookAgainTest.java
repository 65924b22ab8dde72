package dev.kinoloom.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.codec.Json;
import dev.kinoloom.codec.TrackData;
import dev.kinoloom.domain.FactKind;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.pipeline.Briefs;
import dev.kinoloom.pipeline.FakeStage;
import dev.kinoloom.pipeline.FakeStage.Made;
import dev.kinoloom.pipeline.LookAgain;
import dev.kinoloom.pipeline.TaskId;
import dev.kinoloom.pipeline.Work;
import dev.kinoloom.store.model.ModelStores;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stage that waits for something outside holds no worker, and loses no attempt by looking. */
class LookAgainTest {
  private static final Duration PAUSE = Duration.ofMillis(30);
  private static final TaskId SCRIPT = new TaskId("script", 0);

  private final Vertx vertx = Vertx.vertx();
  private final ModelStores stores = new ModelStores(InstantSource.system());
  private final List<Integer> attempts = new CopyOnWriteArrayList<>();
  private final FakeStage script = FakeStage.on(1, "script");

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private Rig rig(Path home, String name, FakeStage clip) {
    return new Rig(vertx, stores, home, name, tasks -> tasks, List.of(script, clip));
  }

  /** Done at the {@code last} look. */
  private FakeStage clip(int last, double fraction) {
    return FakeStage.on(2, "clip").after(SCRIPT).does(work -> look(work, last, fraction));
  }

  private Future<?> look(Work work, int last, double fraction) {
    attempts.add(work.attempt());
    return Future.succeededFuture(
        attempts.size() < last
            ? new LookAgain(PAUSE, fraction * attempts.size(), "generating")
            : new Made("a clip"));
  }

  private static List<TrackData.Working> told(Rig rig, long job) {
    return rig.facts(job).stream()
        .filter(fact -> fact.kind() == FactKind.PROGRESS)
        .flatMap(fact -> TrackData.working(fact.data()).stream())
        .toList();
  }

  @Test
  void many_looks_are_one_attempt_told_of_once_and_timed_as_a_whole(@TempDir Path home) {
    var rig = rig(home, "one", clip(6, Double.NaN)).start();

    long job = rig.submit(rig.key("k"), Briefs.any());

    assertThat(rig.ended(job).state()).isEqualTo(JobState.COMPLETED);
    assertThat(attempts).hasSize(6).containsOnly(1);
    assertThat(told(rig, job))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.stage()).isEqualTo("clip");
              assertThat(one.percent()).isZero();
            });
    assertThat(rig.experience)
        .hasEntrySatisfying(
            told(rig, job).get(0).like(),
            took -> assertThat(took).isGreaterThanOrEqualTo(PAUSE.multipliedBy(5)));
  }

  @Test
  void what_each_look_costs_is_what_the_task_costs(@TempDir Path home) {
    var clip =
        FakeStage.on(2, "clip")
            .after(SCRIPT)
            .does(
                work -> {
                  work.call().costs("film", 0.25);
                  return look(work, 3, Double.NaN);
                });
    var rig = rig(home, "one", clip).start();

    long job = rig.submit(rig.key("k"), Briefs.any());

    assertThat(rig.ended(job).state()).isEqualTo(JobState.COMPLETED);
    assertThat(rig.facts(job))
        .filteredOn(fact -> fact.kind() == FactKind.TASK_DONE && fact.data().contains("clip"))
        .singleElement()
        .satisfies(
            fact ->
                assertThat(Json.tree(fact.data()).path("used").path("cost").asDouble())
                    .isEqualTo(0.75));
  }

  @Test
  void how_far_it_is_outside_is_told_at_each_look(@TempDir Path home) {
    var rig = rig(home, "one", clip(4, 0.25)).start();

    long job = rig.submit(rig.key("k"), Briefs.any());

    assertThat(rig.ended(job).state()).isEqualTo(JobState.COMPLETED);
    assertThat(told(rig, job))
        .extracting(TrackData.Working::percent)
        .containsExactly(25.0, 50.0, 75.0);
  }

  @Test
  void another_node_goes_on_looking_when_the_first_is_dead(@TempDir Path home) throws Exception {
    var looked = new CountDownLatch(1);
    var clip =
        FakeStage.on(2, "clip")
            .after(SCRIPT)
            .does(
                work -> {
                  looked.countDown();
                  return look(work, 4, Double.NaN);
                });
    var one = rig(home, "one", clip).start();
    long job = one.submit(one.key("k"), Briefs.any());
    assertThat(looked.await(30, TimeUnit.SECONDS)).isTrue();
    one.die();

    var two = rig(home, "two", clip).start();

    assertThat(two.ended(job).state()).isEqualTo(JobState.COMPLETED);
    assertThat(attempts.size()).isGreaterThanOrEqualTo(4);
  }

  @Test
  void a_stage_that_says_nothing_for_a_second_is_told_of_once(@TempDir Path home) {
    var slow =
        FakeStage.on(2, "clip")
            .after(SCRIPT)
            .does(work -> vertx.timer(1_300, TimeUnit.MILLISECONDS).map(none -> new Made("late")));
    var rig = rig(home, "one", slow).start();

    long job = rig.submit(rig.key("k"), Briefs.any());

    assertThat(rig.ended(job).state()).isEqualTo(JobState.COMPLETED);
    assertThat(told(rig, job))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.stage()).isEqualTo("clip");
              assertThat(one.percent()).isZero();
              assertThat(one.elapsed()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(9));
            });
  }
}
