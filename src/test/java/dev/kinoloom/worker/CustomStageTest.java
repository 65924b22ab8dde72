package dev.kinoloom.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.codec.Json;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.pipeline.Assignment;
import dev.kinoloom.pipeline.Briefs;
import dev.kinoloom.pipeline.FakeStage;
import dev.kinoloom.pipeline.Handover;
import dev.kinoloom.pipeline.JobView;
import dev.kinoloom.pipeline.Retries;
import dev.kinoloom.pipeline.Stage;
import dev.kinoloom.pipeline.StageSpec;
import dev.kinoloom.pipeline.TaskId;
import dev.kinoloom.pipeline.TaskPlan;
import dev.kinoloom.pipeline.Work;
import dev.kinoloom.store.model.ModelStores;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A stage of one's own is one class and one line in the list; so is another one in a stage's place.
 */
class CustomStageTest {
  private static final TaskId SCRIPT = new TaskId("script", 0);
  private static final Handover<FakeStage.Made> WRITTEN =
      new Handover<>("script", FakeStage.Made.class);

  private final Vertx vertx = Vertx.vertx();
  private final FakeStage script = FakeStage.on(1, "script");
  private final FakeStage film =
      FakeStage.on(2, "film")
          .after(SCRIPT)
          .does(work -> Future.succeededFuture(work.job().read(WRITTEN, 0)));

  @AfterEach
  void close() {
    vertx.close().await();
  }

  /** The whole of a stage: says how many letters the script has. */
  static final class CountStage implements Stage {
    record Letters(int many) {}

    @Override
    public StageSpec spec() {
      return new StageSpec("count", "Counting", 7, 1, 1, Duration.ofSeconds(5), Retries.LOCAL);
    }

    @Override
    public List<TaskPlan> plan(JobView job) {
      return List.of(new TaskPlan(0, List.of(SCRIPT), 1));
    }

    @Override
    public Object fingerprint(Assignment work) {
      return work.job().read(WRITTEN, 0);
    }

    @Override
    public Future<?> run(Work work) {
      work.call().progress(0.5, "counting");
      return Future.succeededFuture(new Letters(work.job().read(WRITTEN, 0).text().length()));
    }
  }

  /** Takes the script stage's place: same name, same lane, other words. */
  static final class ShoutingStage implements Stage {
    @Override
    public StageSpec spec() {
      return new StageSpec("script", "Shouting", 1, 2, 1, Duration.ofSeconds(5), Retries.LOCAL);
    }

    @Override
    public List<TaskPlan> plan(JobView job) {
      return List.of(new TaskPlan(0, List.of(), 1));
    }

    @Override
    public Object fingerprint(Assignment work) {
      return Map.of("title", String.valueOf(work.job().brief().title()));
    }

    @Override
    public Future<?> run(Work work) {
      return Future.succeededFuture(
          new FakeStage.Made(String.valueOf(work.job().brief().title()).concat("!")));
    }
  }

  private String videoOf(Path home, List<? extends Stage> stages) {
    var rig =
        new Rig(vertx, new ModelStores(InstantSource.system()), home, "one", tasks -> tasks, stages)
            .start();
    long job = rig.submit(rig.key("k"), Briefs.titled("Tides"));
    assertThat(rig.ended(job).state()).isEqualTo(JobState.COMPLETED);
    var facts = rig.facts(job);
    return Json.tree(facts.get(facts.size() - 1).data()).path("video").toString();
  }

  @Test
  void one_more_stage_is_one_line_more(@TempDir Path home) {
    var stages = new ArrayList<Stage>(List.of(script, film));

    stages.add(new CountStage());

    assertThat(videoOf(home, stages)).isEqualTo("{\"many\":8}");
    assertThat(film.runs()).isEqualTo(1);
  }

  @Test
  void a_stage_in_anothers_place_is_one_line_changed(@TempDir Path home) {
    var stages = new ArrayList<Stage>(List.of(script, film));

    stages.set(0, new ShoutingStage());

    assertThat(videoOf(home, stages)).isEqualTo("{\"text\":\"Tides!\"}");
    assertThat(script.runs()).isZero();
  }
}
