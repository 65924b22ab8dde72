package dev.kinoloom.worker;

import dev.kinoloom.codec.Json;
import dev.kinoloom.codec.TaskResults;
import dev.kinoloom.domain.Claim;
import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.Failure;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.MachinePaths;
import dev.kinoloom.domain.Report;
import dev.kinoloom.domain.Report.Outcome;
import dev.kinoloom.domain.Usage;
import dev.kinoloom.pipeline.Retries;
import dev.kinoloom.pipeline.TaskId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is said of an attempt, and whether it is made again. Pure but for the {@code chance} that is
 * handed in.
 */
final class Reports {
  private static final int MOST = 2000;

  private final DoubleSupplier chance;

  /** {@code chance} gives numbers in [0, 1), for jitter. */
  Reports(DoubleSupplier chance) {
    this.chance = chance;
  }

  /**
   * The task is done.
   *
   * @param share how many of the job's 100 percent it was worth
   * @param of how many tasks its stage has
   * @param value what is handed over, JSON
   * @param used what this attempt took
   */
  Report done(
      Claim claim,
      TaskId task,
      double share,
      int of,
      String hash,
      String value,
      long millis,
      boolean reused,
      Usage used) {
    var fact = about(task);
    fact.put("share", share);
    fact.put("of", of);
    fact.put("millis", millis);
    fact.put("reused", reused);
    fact.put("used", used);
    return report(
        claim,
        Outcome.DONE,
        Duration.ZERO,
        TaskResults.done(claim.epoch(), hash, value, millis, reused, used),
        fact);
  }

  Report stopped(Claim claim) {
    return report(claim, Outcome.STOPPED, Duration.ZERO, null, null);
  }

  /** Nobody knows whether a call that costs money was made; somebody must find out. */
  Report parked(Claim claim, Usage used) {
    return report(
        claim, Outcome.PARKED, Duration.ZERO, TaskResults.parked(claim.epoch(), used), null);
  }

  Report handedBack(Claim claim) {
    return report(claim, Outcome.HANDED_BACK, Duration.ZERO, null, null);
  }

  /**
   * Nothing was tried, for {@code provider} is left alone: the same attempt is made {@code after}
   * that time. {@code looked}: how long something outside has been looked at; zero = nothing is.
   * {@code used}: what the task took so far.
   */
  Report later(Claim claim, Duration after, String provider, Duration looked, Usage used) {
    long looking = looked.isZero() ? 0 : looked.plus(after).toMillis();
    return report(
        claim,
        Outcome.LOOK_AGAIN,
        after,
        TaskResults.resting(claim.epoch(), provider, looking, used),
        null);
  }

  /**
   * Something outside takes its time: the same attempt goes on {@code after} that time. {@code
   * elapsed}: since the task began; {@code used}: what it took so far.
   */
  Report looking(Claim claim, Duration after, Duration elapsed, Usage used) {
    return report(
        claim,
        Outcome.LOOK_AGAIN,
        after,
        TaskResults.looking(claim.epoch(), elapsed.plus(after).toMillis(), used),
        null);
  }

  /**
   * The attempt failed: tried again while its class and the stage's retries allow. {@code rest}:
   * how long its provider is left alone, so that attempts are not wasted on it. {@code used}: what
   * this attempt took.
   */
  Report setback(
      Claim claim, TaskId task, Retries retries, Failure failure, Duration rest, Usage used) {
    boolean again = failure.kind().retryable() && claim.attempt() < retries.most();
    var wait =
        again ? retries.wait(claim.attempt(), chance.getAsDouble()).plus(rest) : Duration.ZERO;
    var fact = about(task);
    fact.put("attempt", claim.attempt());
    fact.put("attemptsMost", retries.most());
    fact.put("failure", failure);
    fact.put("used", used);
    if (again) {
      fact.put("retryInMillis", wait.toMillis());
    }
    return report(
        claim,
        again ? Outcome.RETRY : Outcome.FAILED,
        wait,
        TaskResults.failed(claim.epoch(), failure, retries.most()),
        fact);
  }

  /** What is said in place of a report that the store will never take. */
  static Report rejected(Report report) {
    var failure =
        new Failure(
            FailureKind.INTERNAL,
            "What became of the task could not be recorded; the log has the details.");
    return new Report(
        report.job(),
        report.no(),
        report.epoch(),
        Outcome.FAILED,
        Duration.ZERO,
        TaskResults.failed(report.epoch(), failure, 1),
        null);
  }

  /**
   * What is told of an exception; a long message is cut. Whoever asks others over a network says
   * himself what went wrong, so a plain {@link IOException} is about files.
   */
  static Failure failure(Throwable cause, Attempt.@Nullable End end, Duration timeout) {
    if (end == Attempt.End.TIMED_OUT) {
      return new Failure(
          FailureKind.TIMEOUT,
          "It took longer than %d s and was ended.".formatted(timeout.toSeconds()));
    }
    if (cause instanceof Failed failed) {
      var all = failed.failure();
      var detail = all.detail();
      return new Failure(failed.kind(), cut(all.message()), detail == null ? null : cut(detail));
    }
    if (cause instanceof IOException || cause instanceof UncheckedIOException) {
      return new Failure(
          FailureKind.RESOURCES,
          "Files of this machine could not be read or written (%s): look whether its disk is full and whether they may be written, then ask again."
              .formatted(MachinePaths.hidden(reason(cause))),
          cut("Files could not be read or written: " + ofFiles(cause)));
    }
    return new Failure(
        FailureKind.INTERNAL,
        "A fault of Kinoloom's own (%s); the log has the details."
            .formatted(cause.getClass().getSimpleName()));
  }

  private static String cut(String message) {
    return message.length() > MOST ? message.substring(0, MOST) + " …" : message;
  }

  private static IOException ofFiles(Throwable cause) {
    return cause instanceof UncheckedIOException unchecked
        ? Objects.requireNonNull(unchecked.getCause())
        : (IOException) cause;
  }

  /** What the system said. */
  private static String reason(Throwable cause) {
    if (cause instanceof UncheckedIOException unchecked) {
      return reason(ofFiles(unchecked));
    }
    var said = cause instanceof FileSystemException file ? file.getReason() : cause.getMessage();
    return said == null || said.isBlank() ? cause.getClass().getSimpleName() : said;
  }

  private static Map<String, Object> about(TaskId task) {
    var fact = new LinkedHashMap<String, Object>();
    fact.put("stage", task.stage());
    fact.put("part", task.part());
    return fact;
  }

  private static Report report(
      Claim claim,
      Outcome outcome,
      Duration after,
      @Nullable String result,
      @Nullable Map<String, Object> fact) {
    return new Report(
        claim.job(),
        claim.no(),
        claim.epoch(),
        outcome,
        after,
        result,
        fact == null ? null : Json.encode(fact));
  }
}
