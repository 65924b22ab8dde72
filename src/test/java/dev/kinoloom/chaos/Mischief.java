package dev.kinoloom.chaos;

import java.util.SplittableRandom;

/** What a provider does with a create, beside or in place of what it should. */
enum Mischief {
  /** None: it is booked and answered. */
  NONE(0.70, true),
  /** Booked; the answer ends in the middle. */
  CUT_AFTER(0.08, true),
  /** Not booked; the connection ends without an answer. */
  CUT_BEFORE(0.05, false),
  /** Booked; the answer is 502. */
  ERROR_AFTER(0.06, true),
  /** Not booked; the answer is 500. */
  ERROR_BEFORE(0.05, false),
  /** Not booked; the answer is 429, with Retry-After. */
  BUSY(0.06, false);

  private final double share;
  private final boolean booked;

  Mischief(double share, boolean booked) {
    this.share = share;
    this.booked = booked;
  }

  /** It will be on the bill. */
  boolean isBooked() {
    return booked;
  }

  static Mischief by(SplittableRandom dice) {
    double left = dice.nextDouble();
    for (var one : values()) {
      left -= one.share;
      if (left < 0) {
        return one;
      }
    }
    return NONE;
  }
}
