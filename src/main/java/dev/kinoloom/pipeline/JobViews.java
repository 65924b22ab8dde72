package dev.kinoloom.pipeline;

import dev.kinoloom.codec.Json;
import dev.kinoloom.codec.Payloads;
import dev.kinoloom.codec.TaskResults;
import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.JobSnapshot;
import dev.kinoloom.domain.TaskState;
import java.util.HashMap;
import java.util.Map;

/** Snapshots of the store as views for stages. */
public final class JobViews {
  private JobViews() {}

  /**
   * Throws {@code Json.Unreadable} when the payload is not what this version writes. A result is
   * read when it is asked for, there may be hundreds; then {@link Failed} says that it can't be.
   */
  public static JobView of(JobSnapshot job, Pipeline pipeline) {
    Map<TaskId, String> results = new HashMap<>();
    for (var task : job.tasks()) {
      if (task.state() == TaskState.DONE && task.result() != null) {
        results.put(pipeline.task(task.no()), task.result());
      }
    }
    var brief = Payloads.decode(job.payload()).brief();
    return new JobView(job.job(), brief, results, new Kept(), TaskResults::used);
  }

  private static final class Kept implements JobView.Decoder {
    @Override
    public <T> T decode(String kept, Class<T> type) {
      try {
        return TaskResults.value(kept, type);
      } catch (Json.Unreadable e) {
        throw new Failed(
            FailureKind.UNSUPPORTED,
            "This version cannot read what a task of the job has made: " + e.getMessage(),
            e);
      }
    }
  }
}
