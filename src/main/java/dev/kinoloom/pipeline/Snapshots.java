package dev.kinoloom.pipeline;

import dev.kinoloom.domain.JobSnapshot;
import dev.kinoloom.domain.Report;
import dev.kinoloom.domain.TaskState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Snapshots as they will be once results that are on their way are recorded. */
public final class Snapshots {
  private Snapshots() {}

  /** {@code job} with {@code reports} (all of this job) applied to its tasks. */
  public static JobSnapshot with(JobSnapshot job, List<Report> reports) {
    if (reports.isEmpty()) {
      return job;
    }
    Map<Integer, Report> byTask = new HashMap<>();
    reports.forEach(report -> byTask.put(report.no(), report));
    var tasks =
        job.tasks().stream()
            .map(
                task -> {
                  var report = byTask.get(task.no());
                  return report == null
                      ? task
                      : new JobSnapshot.Task(
                          task.no(),
                          task.lane(),
                          after(report.outcome()),
                          task.attempt(),
                          task.lost(),
                          report.result());
                })
            .toList();
    return new JobSnapshot(
        job.job(),
        job.key(),
        job.state(),
        job.target(),
        job.rev(),
        job.approvals(),
        job.payload(),
        tasks);
  }

  private static TaskState after(Report.Outcome outcome) {
    return switch (outcome) {
      case HANDED_BACK -> TaskState.READY;
      case LOOK_AGAIN, RETRY -> TaskState.WAITING;
      case PARKED -> TaskState.PARKED;
      case DONE -> TaskState.DONE;
      case FAILED -> TaskState.FAILED;
      case STOPPED -> TaskState.CANCELLED;
    };
  }
}
