package dev.kinoloom.domain;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What shall become of a job. It changes nothing when the job's revision has moved since {@code
 * rev}.
 *
 * @param job id
 * @param rev the revision it was made on
 * @param next RUNNING (go on), HELD, STOPPING, or a final state; never QUEUED, for only an approval
 *     brings a job back into its line
 * @param target with STOPPING: FAILED or CANCELLED; else null
 * @param hold with HELD: why; else null
 * @param deadLetter with FAILED: an operator should see it
 * @param tasks new ones; only with RUNNING
 * @param facts told with it, in order
 * @param timers set with it
 */
public record Decision(
    long job,
    int rev,
    JobState next,
    @Nullable JobState target,
    @Nullable Hold hold,
    boolean deadLetter,
    List<NewTask> tasks,
    List<NewFact> facts,
    List<Timer> timers) {
  public Decision {
    if (next == JobState.QUEUED) {
      throw new IllegalArgumentException(
          "job %d cannot be queued by a decision: hold it, and approve it".formatted(job));
    }
    tasks = List.copyOf(tasks);
    facts = List.copyOf(facts);
    timers = List.copyOf(timers);
  }

  public enum Hold {
    REVIEW(1),
    DOUBT(2);
    private final int code;

    Hold(int code) {
      this.code = code;
    }

    public int code() {
      return code;
    }
  }

  /**
   * A task to be made.
   *
   * @param no number within the job
   * @param lane the queue it enters
   * @param nth its place among the new tasks of this decision in that lane: 0, 1, 2 …
   */
  public record NewTask(int no, int lane, int nth) {}

  /**
   * A fact to be told.
   *
   * @param kind what happened
   * @param data JSON object
   */
  public record NewFact(FactKind kind, String data) {}

  /**
   * A timer to be set.
   *
   * @param kind 1 = progress check
   * @param after from now, by the database's clock
   */
  public record Timer(int kind, Duration after) {}

  /** Go on, with these new tasks. */
  public static Decision goOn(JobSnapshot job, List<NewTask> tasks, List<NewFact> facts) {
    return new Decision(
        job.job(), job.rev(), JobState.RUNNING, null, null, false, tasks, facts, List.of());
  }

  /** The same, and this timer is set with it. */
  public Decision with(Timer timer) {
    return new Decision(job, rev, next, target, hold, deadLetter, tasks, facts, List.of(timer));
  }

  /** Stop what runs; the job will become {@code target}. */
  public static Decision stop(JobSnapshot job, JobState target, List<NewFact> facts) {
    return new Decision(
        job.job(), job.rev(), JobState.STOPPING, target, null, false, List.of(), facts, List.of());
  }

  /** Hold the job for a person. */
  public static Decision hold(JobSnapshot job, Hold why, List<NewFact> facts) {
    return new Decision(
        job.job(), job.rev(), JobState.HELD, null, why, false, List.of(), facts, List.of());
  }

  /** End the job; a failed one becomes a dead letter. */
  public static Decision end(JobSnapshot job, JobState state, List<NewFact> facts) {
    return new Decision(
        job.job(),
        job.rev(),
        state,
        null,
        null,
        state == JobState.FAILED,
        List.of(),
        facts,
        List.of());
  }
}
