package dev.kinoloom.pipeline;

import java.time.Duration;

/**
 * What a stage answers in place of its result while something outside takes its time: the task
 * waits without a worker and a lease, and is run again, on whatever node, as the same attempt. So a
 * generation of ten hours costs no attempt, and each look's time-out is the stage's. What the stage
 * must know at its next look it finds outside, or has kept before: what it may not ask for twice,
 * among its {@link PaidCalls}.
 *
 * @param after when to look next, > 0
 * @param fraction how far it is, 0 to 1, if that is told there; NaN = not known
 * @param message a few words for people; may be empty
 */
public record LookAgain(Duration after, double fraction, String message) {
  public LookAgain {
    if (after.isNegative() || after.isZero()) {
      throw new IllegalArgumentException("after " + after);
    }
  }

  /** Of which nothing is told. */
  public LookAgain(Duration after) {
    this(after, Double.NaN, "");
  }
}
