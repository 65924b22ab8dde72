package dev.kinoloom.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.domain.FactKind;
import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.pipeline.Briefs;
import dev.kinoloom.pipeline.FakeStage;
import dev.kinoloom.pipeline.FakeStage.Made;
import dev.kinoloom.store.model.ModelStores;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs on nodes whose disk fills up. */
class FullDiskTest {
  private final Vertx vertx = Vertx.vertx();
  private final ModelStores stores = new ModelStores(InstantSource.system());
  private Path home = Path.of("unset");

  @BeforeEach
  void open(@TempDir Path dir) {
    home = dir;
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private Rig rig(String name, FakeStage stage) {
    return new Rig(vertx, stores, home, name, tasks -> tasks, List.of(stage));
  }

  private static long setbacks(Rig rig, long job) {
    return rig.facts(job).stream().filter(fact -> fact.kind() == FactKind.TASK_SETBACK).count();
  }

  /** Some workers' pulses, and some looks at the disk, later. */
  private void aWhileLater() throws Exception {
    vertx.timer(400, TimeUnit.MILLISECONDS).await(10, TimeUnit.SECONDS);
  }

  @Test
  void a_node_without_room_claims_nothing_until_there_is_some() throws Exception {
    var stage = FakeStage.on(1, "a");
    var rig = rig("one", stage);
    rig.room = 0;
    rig.start();

    long job = rig.submit(rig.key("k"), Briefs.any());
    aWhileLater();
    assertThat(stage.runs()).isZero();
    assertThat(rig.stateOf(job)).isEqualTo(JobState.RUNNING);

    rig.room = Long.MAX_VALUE;
    assertThat(rig.ended(job).state()).isEqualTo(JobState.COMPLETED);
    assertThat(stage.runs()).isEqualTo(1);
  }

  @Test
  void a_task_that_runs_into_a_full_disk_is_done_by_another_node_and_costs_no_attempt()
      throws Exception {
    var filled = new CountDownLatch(1);
    var failing = FakeStage.on(1, "a");
    var one = rig("one", failing).start();
    failing.does(
        work -> {
          one.room = 0;
          filled.countDown();
          return Future.failedFuture(new IOException("No space left on device"));
        });

    long job = one.submit(one.key("k"), Briefs.any());
    assertThat(filled.await(30, TimeUnit.SECONDS)).isTrue();
    var two =
        rig(
                "two",
                FakeStage.on(1, "a")
                    .does(work -> Future.succeededFuture(new Made("attempt " + work.attempt()))))
            .start();

    assertThat(two.ended(job).state()).isEqualTo(JobState.COMPLETED);
    assertThat(two.facts(job)).last().asString().contains("attempt 1");
    assertThat(setbacks(two, job)).isZero();
    one.leave();
  }

  @Test
  void a_task_that_fills_the_disk_itself_fails_in_the_end() {
    var greedy =
        FakeStage.on(1, "a")
            .does(
                work ->
                    Future.failedFuture(
                        new Failed(FailureKind.RESOURCES, "The disk is full; make room there.")));
    var rig = rig("one", greedy).start();

    long job = rig.submit(rig.key("k"), Briefs.any());

    assertThat(rig.ended(job).state()).isEqualTo(JobState.FAILED);
    assertThat(greedy.runs()).isEqualTo(3);
    assertThat(setbacks(rig, job)).as("each is counted").isEqualTo(3);
  }
}
