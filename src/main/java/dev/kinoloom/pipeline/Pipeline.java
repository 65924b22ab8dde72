package dev.kinoloom.pipeline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The stages of a node in their order, and what follows from the list: which task has which number,
 * what a job's whole plan is, what each task is worth.
 */
public final class Pipeline {
  private final List<Stage> stages;
  private final Map<String, Stage> byName = new HashMap<>();
  private final Map<Integer, Stage> byLane = new HashMap<>();

  /**
   * The first stage must be on lane 1: the store creates its task 1. The last stage's part 0 hands
   * over what a finished job is.
   */
  public Pipeline(List<Stage> stages) {
    this.stages = List.copyOf(stages);
    for (var stage : stages) {
      var spec = stage.spec();
      if (byName.put(spec.name(), stage) != null || byLane.put(spec.lane(), stage) != null) {
        throw new IllegalArgumentException(
            "two stages have the name %s or the lane %d".formatted(spec.name(), spec.lane()));
      }
    }
    if (stages.isEmpty() || stages.get(0).spec().lane() != 1) {
      throw new IllegalArgumentException("the first stage must be on lane 1");
    }
  }

  public List<Stage> stages() {
    return stages;
  }

  public Stage first() {
    return stages.get(0);
  }

  public Stage last() {
    return stages.get(stages.size() - 1);
  }

  public Stage stage(String name) {
    var stage = byName.get(name);
    if (stage == null) {
      throw new IllegalArgumentException("no stage " + name);
    }
    return stage;
  }

  public int number(TaskId task) {
    return stage(task.stage()).spec().taskNo(task.part());
  }

  /** The task that the store knows by this number. */
  public TaskId task(int no) {
    var stage = byLane.get((no - 1) / TaskId.PARTS + 1);
    if (stage == null) {
      throw new IllegalArgumentException("no stage has task number " + no);
    }
    return new TaskId(stage.spec().name(), (no - 1) % TaskId.PARTS);
  }

  /**
   * All tasks that are known of now, in the order of the stages. Checked: a part that is planned
   * twice, or a need that nobody plans once every stage has answered, is a stage's bug.
   */
  public Map<TaskId, TaskPlan> plan(JobView job) {
    var all = new LinkedHashMap<TaskId, TaskPlan>();
    for (var stage : stages) {
      for (var plan : stage.plan(job)) {
        if (all.put(new TaskId(stage.spec().name(), plan.part()), plan) != null) {
          throw new IllegalStateException(
              "stage %s plans part %d twice".formatted(stage.spec().name(), plan.part()));
        }
      }
    }
    if (isWhole(all)) {
      all.forEach((task, plan) -> plan.needs().forEach(need -> mustBePlanned(need, task, all)));
    }
    return all;
  }

  private static void mustBePlanned(TaskId need, TaskId task, Map<TaskId, TaskPlan> all) {
    if (!all.containsKey(need)) {
      throw new IllegalStateException("%s needs %s, which nobody plans".formatted(task, need));
    }
  }

  /** Every stage has said what its tasks are. */
  public boolean isWhole(Map<TaskId, TaskPlan> plan) {
    var planned = new HashSet<String>();
    plan.keySet().forEach(task -> planned.add(task.stage()));
    return planned.size() == stages.size();
  }

  /** How many of a job's 100 percent this task is worth. */
  public double share(TaskId task, JobView job) {
    var siblings = stage(task.stage()).plan(job);
    double mine = 0;
    double together = 0;
    for (var plan : siblings) {
      together += plan.share();
      mine += plan.part() == task.part() ? plan.share() : 0;
    }
    double weights = stages.stream().mapToInt(s -> s.spec().weight()).sum();
    return together == 0
        ? 0
        : 100.0 * stage(task.stage()).spec().weight() / weights * mine / together;
  }

  /** The names of the stages, in order. */
  public List<String> names() {
    var names = new ArrayList<String>();
    stages.forEach(stage -> names.add(stage.spec().name()));
    return names;
  }
}
