package dev.kinoloom.pipeline;

import dev.kinoloom.codec.Json;
import dev.kinoloom.codec.Payloads;
import dev.kinoloom.codec.TaskResults;
import dev.kinoloom.domain.JobSnapshot;
import dev.kinoloom.domain.TaskState;
import dev.kinoloom.domain.Usage;
import java.util.HashMap;
import java.util.Map;

/** Snapshots of the store as views for stages. */
public final class JobViews {
  private JobViews() {}

  /**
   * Throws {@code Json.Unreadable} when the payload or a result is not what this version writes.
   */
  public static JobView of(JobSnapshot job, Pipeline pipeline) {
    Map<TaskId, String> values = new HashMap<>();
    Map<TaskId, Usage> used = new HashMap<>();
    for (var task : job.tasks()) {
      if (task.state() == TaskState.DONE && task.result() != null) {
        TaskResults.value(task.result())
            .ifPresent(value -> values.put(pipeline.task(task.no()), value));
        used.put(pipeline.task(task.no()), TaskResults.used(task.result()));
      }
    }
    var brief = Payloads.decode(job.payload()).brief();
    return new JobView(job.job(), brief, values, Json::decode, used);
  }
}
