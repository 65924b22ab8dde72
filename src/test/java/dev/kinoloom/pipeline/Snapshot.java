package dev.kinoloom.pipeline;

import dev.kinoloom.codec.Json;
import dev.kinoloom.codec.TaskResults;
import dev.kinoloom.domain.Failure;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.JobSnapshot;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.TaskState;
import dev.kinoloom.domain.Usage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds the snapshot of a job, task by task. */
public final class Snapshot {
  private final List<JobSnapshot.Task> tasks = new ArrayList<>();
  private final JobState state;
  private final @Nullable JobState target;
  private String payload = Briefs.payload();

  private Snapshot(JobState state, @Nullable JobState target) {
    this.state = state;
    this.target = target;
  }

  public static Snapshot running() {
    return new Snapshot(JobState.RUNNING, null);
  }

  public static Snapshot in(JobState state) {
    return new Snapshot(state, null);
  }

  public static Snapshot stoppingTo(JobState target) {
    return new Snapshot(JobState.STOPPING, target);
  }

  public Snapshot payload(String json) {
    payload = json;
    return this;
  }

  public Snapshot task(Stage stage, int part, TaskState taskState) {
    return task(stage, part, taskState, null);
  }

  public Snapshot done(Stage stage, int part) {
    var value = Json.encode(new FakeStage.Made(stage.spec().name() + "/" + part));
    return task(
        stage, part, TaskState.DONE, TaskResults.done(1, "00", value, 5, false, Usage.NONE));
  }

  public Snapshot failed(Stage stage, int part, FailureKind kind, String message) {
    return task(
        stage, part, TaskState.FAILED, TaskResults.failed(1, new Failure(kind, message), 4));
  }

  public Snapshot task(Stage stage, int part, TaskState taskState, @Nullable String result) {
    var spec = stage.spec();
    tasks.add(new JobSnapshot.Task(spec.taskNo(part), spec.lane(), taskState, 1, 0, result));
    return this;
  }

  public JobSnapshot get() {
    return new JobSnapshot(7, 1, state, target, 3, 0, payload, tasks);
  }
}
