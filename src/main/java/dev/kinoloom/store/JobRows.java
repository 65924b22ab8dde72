package dev.kinoloom.store;

import dev.kinoloom.domain.JobSnapshot;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.JobSummary;
import dev.kinoloom.domain.TaskState;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows about jobs, read into the domain's words. */
final class JobRows {
  private JobRows() {}

  /** job, key, state, target, rev, approvals, payload, then the tasks' columns as arrays. */
  static JobSnapshot snapshot(Row row) {
    Short target = row.getShort(3);
    return new JobSnapshot(
        row.getLong(0),
        row.getInteger(1),
        JobState.of(row.getShort(2)),
        target == null ? null : JobState.of(target),
        row.getInteger(4),
        row.getShort(5),
        row.getString(6),
        tasks(row));
  }

  private static List<JobSnapshot.Task> tasks(Row row) {
    Integer[] nos = row.getArrayOfIntegers(7);
    if (nos == null) {
      return List.of();
    }
    var lanes = row.getArrayOfShorts(8);
    var states = row.getArrayOfShorts(9);
    var attempts = row.getArrayOfIntegers(10);
    var losts = row.getArrayOfIntegers(11);
    var results = row.getArrayOfStrings(12);
    var tasks = new ArrayList<JobSnapshot.Task>(nos.length);
    for (int i = 0; i < nos.length; i++) {
      tasks.add(
          new JobSnapshot.Task(
              nos[i], lanes[i], TaskState.of(states[i]), attempts[i], losts[i], results[i]));
    }
    return tasks;
  }

  /** job, key, state, payload, last seq, created, started, ended. */
  static JobSummary summary(Row row) {
    return new JobSummary(
        row.getLong(0),
        row.getInteger(1),
        JobState.of(row.getShort(2)),
        row.getString(3),
        row.getInteger(4),
        row.getOffsetDateTime(5).toInstant(),
        instant(row.getOffsetDateTime(6)),
        instant(row.getOffsetDateTime(7)));
  }

  static @Nullable Instant instant(@Nullable OffsetDateTime at) {
    return at == null ? null : at.toInstant();
  }
}
