package dev.kinoloom.domain;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What became of one attempt of one task.
 *
 * @param job id
 * @param no the task's number
 * @param epoch of the lease under which it ran
 * @param outcome what became of it
 * @param after how long a waiting task waits, by the database's clock; zero for every other outcome
 * @param result JSON object kept with the task; null = none
 * @param fact JSON object told to watchers; null = nothing is told
 */
public record Report(
    long job,
    int no,
    int epoch,
    Outcome outcome,
    Duration after,
    @Nullable String result,
    @Nullable String fact) {

  /** The numbers are those of the store. */
  public enum Outcome {
    /** Not run to its end, through no fault of the task: uncounted. */
    HANDED_BACK(0),
    /** Look again later, uncounted. */
    LOOK_AGAIN(1),
    /** Try again later, counted. */
    RETRY(2),
    /** A person must decide. */
    PARKED(3),
    DONE(4),
    FAILED(5),
    /** Stopped as asked. */
    STOPPED(6);

    private final int code;

    Outcome(int code) {
      this.code = code;
    }

    public int code() {
      return code;
    }
  }
}
