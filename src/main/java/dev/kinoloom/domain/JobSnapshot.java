package dev.kinoloom.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job and its tasks as one look at the database saw them.
 *
 * @param job id
 * @param key whose it is
 * @param state at that moment
 * @param target what a stopping job becomes; else null
 * @param rev the revision a decision on this snapshot carries
 * @param approvals reviews passed so far
 * @param payload the brief as JSON
 * @param tasks by number
 */
public record JobSnapshot(
    long job,
    int key,
    JobState state,
    @Nullable JobState target,
    int rev,
    int approvals,
    String payload,
    List<Task> tasks) {
  public JobSnapshot {
    tasks = List.copyOf(tasks);
  }

  /**
   * One of its tasks.
   *
   * @param no number within the job; 1 is the first
   * @param lane the queue it waits in
   * @param state at that moment
   * @param attempt how often it was claimed and counted
   * @param lost how many leases on it were lost
   * @param result JSON, once there is one
   */
  public record Task(
      int no, int lane, TaskState state, int attempt, int lost, @Nullable String result) {}
}
