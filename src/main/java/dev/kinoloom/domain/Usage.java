package dev.kinoloom.domain;

import org.jspecify.annotations.Nullable;

/**
 * What work took of a machine, and of a purse.
 *
 * @param cpuMillis processor time, of threads of ours and of children
 * @param peakBytes the most memory that one child and its descendants held; null = not measured
 * @param cost estimated, in the currency of the prices that were configured; 0 = everything was
 *     local; null = something was asked whose price is not known
 */
public record Usage(long cpuMillis, @Nullable Long peakBytes, @Nullable Double cost) {
  public static final Usage NONE = new Usage(0, null, 0.0);

  /** Of both: times and costs add up, of two peaks the higher one stands. */
  public Usage plus(Usage other) {
    return new Usage(
        cpuMillis + other.cpuMillis,
        higher(peakBytes, other.peakBytes),
        cost == null || other.cost == null ? null : Double.valueOf(cost + other.cost));
  }

  private static @Nullable Long higher(@Nullable Long one, @Nullable Long other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return Math.max(one, other);
  }
}
