package dev.kinoloom.simulation;

import dev.kinoloom.pipeline.FakeStage;
import dev.kinoloom.pipeline.Pipeline;
import dev.kinoloom.pipeline.Stage;
import dev.kinoloom.pipeline.TaskId;
import dev.kinoloom.pipeline.TaskPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Stages with random parts that need random earlier ones; some are known only when others are done.
 */
final class Graphs {
  private static final int MOST_STAGES = 5;
  private static final int MOST_PARTS = 4;

  private Graphs() {}

  static Pipeline random(Random random) {
    var stages = new ArrayList<Stage>();
    var earlier = new ArrayList<TaskId>();
    int count = 1 + random.nextInt(MOST_STAGES);
    for (int lane = 1; lane <= count; lane++) {
      var name = "stage" + lane;
      var plans = lane == 1 ? List.of(FakeStage.part(0)) : parts(random, earlier);
      var stage = FakeStage.on(lane, name);
      if (lane > 1 && random.nextBoolean()) {
        var revealing = earlier.get(random.nextInt(earlier.size()));
        stage.plans(job -> job.isDone(revealing) ? plans : List.of());
      } else {
        stage.plans(job -> plans);
      }
      plans.forEach(plan -> earlier.add(new TaskId(name, plan.part())));
      stages.add(stage);
    }
    return new Pipeline(stages);
  }

  private static List<TaskPlan> parts(Random random, List<TaskId> earlier) {
    var plans = new ArrayList<TaskPlan>();
    int count = 1 + random.nextInt(MOST_PARTS);
    for (int part = 0; part < count; part++) {
      var needs = earlier.stream().filter(task -> random.nextInt(3) == 0).toList();
      plans.add(new TaskPlan(part, needs, 1 + random.nextDouble()));
    }
    return plans;
  }
}
