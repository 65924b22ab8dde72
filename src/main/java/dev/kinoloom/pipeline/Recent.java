package dev.kinoloom.pipeline;

import dev.kinoloom.codec.Remembered;
import dev.kinoloom.domain.Decision;
import dev.kinoloom.domain.JobSnapshot;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.Report;
import dev.kinoloom.domain.TaskState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Jobs as this node saw or left them last, so that they need not be read again between the steps of
 * one job. It may be out of date: a decision that is made on it carries its revision, and changes
 * nothing when that has moved. Bounded; safe to use from any thread.
 */
public final class Recent {
  private static final long MOST_CHARS = 16L << 20;
  private static final int TASK = 64;

  private final Remembered<Long, JobSnapshot> jobs =
      new Remembered<>(MOST_CHARS, (id, job) -> chars(job));

  /** It was read. */
  public void saw(JobSnapshot job) {
    synchronized (jobs) {
      var before = jobs.get(job.job());
      if (before == null || before.rev() <= job.rev()) {
        jobs.put(job.job(), job);
      }
    }
  }

  public void forget(long job) {
    jobs.forget(job);
  }

  /** What became of it; empty = nobody knows, it must be read. */
  public void became(long job, Optional<JobSnapshot> now) {
    now.ifPresentOrElse(this::saw, () -> forget(job));
  }

  /**
   * {@code before} as it is once {@code decision}, made on it, is taken together with {@code
   * reports}, all of its job; empty when the job goes another way than on.
   */
  public static Optional<JobSnapshot> outlook(
      JobSnapshot before, List<Report> reports, Decision decision) {
    boolean plain = reports.stream().allMatch(report -> report.outcome() == Report.Outcome.DONE);
    return decision.next() == JobState.RUNNING && plain
        ? Optional.of(after(Snapshots.with(before, reports), decision))
        : Optional.empty();
  }

  /** The job as it was when the task {@code no} was made, or later. */
  public Optional<JobSnapshot> withTask(long job, int no) {
    return find(job).filter(seen -> seen.tasks().stream().anyMatch(task -> task.no() == no));
  }

  /**
   * What can be decided on once {@code reports}, all of its job, are recorded: nothing else of the
   * job was going on.
   */
  public Optional<JobSnapshot> before(long job, List<Report> reports) {
    var reported = reports.stream().map(Report::no).collect(Collectors.toSet());
    return find(job)
        .filter(
            seen ->
                seen.tasks().stream()
                    .allMatch(task -> task.state().isAtRest() || reported.contains(task.no())))
        .filter(
            seen ->
                seen.tasks().stream()
                    .map(JobSnapshot.Task::no)
                    .collect(Collectors.toSet())
                    .containsAll(reported));
  }

  private Optional<JobSnapshot> find(long job) {
    return Optional.ofNullable(jobs.get(job));
  }

  /** Every decision that is taken moves the revision by one. */
  private static JobSnapshot after(JobSnapshot job, Decision decision) {
    var tasks = new ArrayList<>(job.tasks());
    decision
        .tasks()
        .forEach(
            task ->
                tasks.add(
                    new JobSnapshot.Task(task.no(), task.lane(), TaskState.READY, 0, 0, null)));
    return new JobSnapshot(
        job.job(),
        job.key(),
        job.state(),
        job.target(),
        decision.rev() + 1,
        job.approvals(),
        job.payload(),
        tasks);
  }

  private static int chars(JobSnapshot job) {
    int chars = job.payload().length();
    for (var task : job.tasks()) {
      var result = task.result();
      chars += TASK + (result == null ? 0 : result.length());
    }
    return chars;
  }
}
