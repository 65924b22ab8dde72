package dev.kinoloom.pipeline;

import java.time.Duration;

/**
 * How often and how soon a failed attempt is made again: {@code min(cap, base·2^n)·(1±jitter)}.
 *
 * @param most attempts altogether, ≥ 1
 * @param base first wait
 * @param cap longest wait
 * @param jitter 0 to 1; 0.2 = ±20 %
 */
public record Retries(int most, Duration base, Duration cap, double jitter) {
  /** Local work: 1 s doubling to 10 s, a first try and three more. */
  public static final Retries LOCAL =
      new Retries(4, Duration.ofSeconds(1), Duration.ofSeconds(10), 0.2);

  /** Remote generations: 30 s doubling to an hour, a first try and three more. */
  public static final Retries REMOTE =
      new Retries(4, Duration.ofSeconds(30), Duration.ofHours(1), 0.2);

  /** The wait after {@code attempt} (1 = the first) failed; {@code chance} in [0, 1). */
  public Duration wait(int attempt, double chance) {
    double doubled = (double) base.toMillis() * Math.pow(2, Math.max(0, attempt - 1));
    double capped = Math.min((double) cap.toMillis(), doubled);
    return Duration.ofMillis(Math.round(capped * (1 + jitter * (2 * chance - 1))));
  }
}
