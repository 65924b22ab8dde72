package dev.kinoloom.chaos;

/** How long the stages of a {@link WhimsicalStage} take. */
public enum Pace {
  /** Milliseconds mostly, seconds now and then; attempts fail. */
  QUICK(80, 0.02, 0.04),
  /** Seconds: at any moment there is work in flight. */
  STEADY(3_000, 0, 0);

  private final int millisMost;
  private final double seconds;
  private final double failing;

  Pace(int millisMost, double seconds, double failing) {
    this.millisMost = millisMost;
    this.seconds = seconds;
    this.failing = failing;
  }

  int millisMost() {
    return millisMost;
  }

  /** The part of the attempts that takes seconds. */
  double seconds() {
    return seconds;
  }

  /** The part of the attempts that fails. */
  double failing() {
    return failing;
  }
}
