package dev.kinoloom.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fact as it is understood.
 *
 * @param seq its number within the job
 * @param at the database's clock
 * @param what happened
 */
public record Told(int seq, Instant at, What what) {

  /** What a fact says of the progress of its job. */
  public sealed interface What {}

  public record Accepted() implements What {}

  public record Started() implements What {}

  /** Goes on after somebody decided. */
  public record Resumed() implements What {}

  /** Waits for somebody's decision. */
  public record Held() implements What {}

  public record CancelRequested() implements What {}

  /**
   * A task is under way.
   *
   * @param stage its stage's name
   * @param part of the stage, from 0
   * @param share how many of the job's 100 percent the whole task is worth
   * @param percent of the task, 0 to 100
   * @param of how many tasks the stage has; 0 = not said
   * @param message for people; may be empty
   */
  public record Running(
      String stage, int part, double share, double percent, int of, String message)
      implements What {}

  /**
   * What is thought of tasks of which nobody tells, and of the job, from how long the like took.
   *
   * @param parts tasks under way
   * @param left until the job is completed; null = not estimated
   */
  public record Estimated(List<Part> parts, @Nullable Duration left) implements What {
    public Estimated {
      parts = List.copyOf(parts);
    }

    /**
     * A task under way.
     *
     * @param stage its stage's name
     * @param part of the stage, from 0
     * @param share how many of the job's 100 percent the whole task is worth
     * @param of how many tasks the stage has; 0 = not said
     * @param percent of the task, 0 to 100
     */
    public record Part(String stage, int part, double share, int of, double percent) {}
  }

  /**
   * A task is done.
   *
   * @param stage its stage's name
   * @param part of the stage, from 0
   * @param share how many of the job's 100 percent it was worth
   * @param done how many tasks of the stage are done now
   * @param of how many tasks the stage has
   * @param reused it had been done before
   * @param used what the attempt took
   */
  public record Done(
      String stage, int part, double share, int done, int of, boolean reused, Usage used)
      implements What {
    /** Of which nothing is known that it took. */
    public Done(String stage, int part, double share, int done, int of, boolean reused) {
      this(stage, part, share, done, of, reused, Usage.NONE);
    }
  }

  /**
   * An attempt failed.
   *
   * @param stage its stage's name
   * @param part of the stage, from 0
   * @param failure why
   * @param retryInMillis when the next is made; 0 = none is
   * @param used what the attempt took
   */
  public record Setback(String stage, int part, Failure failure, long retryInMillis, Usage used)
      implements What {
    /** Of which nothing is known that it took. */
    public Setback(String stage, int part, Failure failure, long retryInMillis) {
      this(stage, part, failure, retryInMillis, Usage.NONE);
    }
  }

  /**
   * The job is completed.
   *
   * @param video what came out; null = the fact doesn't say it in a way that can be read
   */
  public record Completed(@Nullable Video video) implements What {}

  /**
   * The job failed for good.
   *
   * @param stage in which; may be empty
   * @param failure why
   */
  public record Failed(String stage, Failure failure) implements What {}

  public record Cancelled() implements What {}

  /** Something that doesn't move the progress. */
  public record Other() implements What {}
}
