package dev.kinoloom.domain;

import java.time.Duration;
import java.util.Optional;

/**
 * How far something is of which nobody tells, by how long the like of it took, and when to look
 * again. Pure.
 */
public final class ProgressMath {
  /** As long as this what a provider says itself stands alone. */
  public static final Duration NATIVE_STANDS = Duration.ofSeconds(15);

  /** Between two looks at a job at least. */
  public static final Duration SOONEST = Duration.ofSeconds(1);

  /** Between two looks at a job at most. */
  public static final Duration LATEST = Duration.ofSeconds(30);

  /** An estimate never says that something is done. */
  static final double MOST_PERCENT = 95;

  private static final double STEP_PERCENT = 1;
  private static final double JITTER = 0.1;
  private static final int STEPS_FINE = 40;
  private static final int STEPS_COARSE = 8;
  private static final Duration LEAST_NEWS = Duration.ofSeconds(5);
  private static final double LEAST_NEWS_SHARE = 0.15;
  private static final int DOUBLINGS = 10;

  private ProgressMath() {}

  /**
   * Percent (0 to {@value #MOST_PERCENT}) of what has run for {@code elapsed}, never less than
   * {@code before}; empty = nothing is known of the like of it.
   */
  public static Optional<Double> percent(Durations past, Duration elapsed, double before) {
    if (past.count() == 0) {
      return Optional.empty();
    }
    double now =
        total(past, elapsed)
            .map(all -> 100.0 * elapsed.toMillis() / Math.max(1, all.toMillis()))
            .orElse(MOST_PERCENT);
    return Optional.of(Math.max(before, Math.min(MOST_PERCENT, Math.max(0, now))));
  }

  /** How long it will have taken; empty = longer than anything known, or nothing is known. */
  public static Optional<Duration> total(Durations past, Duration elapsed) {
    return past.medianBeyond(elapsed);
  }

  /** How long it will still take; empty as {@link #total}. */
  public static Optional<Duration> left(Durations past, Duration elapsed) {
    return total(past, elapsed).map(all -> all.minus(elapsed));
  }

  /** Whether a percentage is news to who knows {@code told}. */
  public static boolean isNews(double told, double now) {
    return now >= told + STEP_PERCENT;
  }

  /** Whether a time left is news to who still expects {@code told}. */
  public static boolean isNews(Duration told, Duration now) {
    double apart = told.minus(now).abs().toMillis();
    return apart > Math.max((double) LEAST_NEWS.toMillis(), LEAST_NEWS_SHARE * now.toMillis());
  }

  /**
   * When to look again: quick at first and after a change, then twice as long each time, but so
   * that what is expected to take {@code expected} is looked at between {@value #STEPS_COARSE} and
   * {@value #STEPS_FINE} times.
   *
   * @param quiet looks in a row that found nothing changed, ≥ 0
   * @param expected how long what runs will take; empty = not known
   * @param chance 0 to 1, for jitter, so that jobs that began together are not looked at together
   */
  public static Duration next(int quiet, Optional<Duration> expected, double chance) {
    double wait = SOONEST.toMillis() * Math.pow(2, Math.min(DOUBLINGS, Math.max(0, quiet)));
    if (expected.isPresent()) {
      double all = expected.get().toMillis();
      wait = Math.min(all / STEPS_COARSE, Math.max(all / STEPS_FINE, wait));
    }
    double bounded =
        Math.max((double) SOONEST.toMillis(), Math.min((double) LATEST.toMillis(), wait));
    return Duration.ofMillis(Math.round(bounded * (1 + JITTER * (2 * chance - 1))));
  }
}
