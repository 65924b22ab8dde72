package dev.kinoloom.domain;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How long things of one kind took: a histogram in quarter octaves (a bucket is a fifth longer than
 * the one before), which merges by adding and forgets nothing but the order. Immutable.
 */
public final class Durations {
  /** Nothing is known. */
  public static final Durations NONE = new Durations(Map.of());

  private static final int PER_OCTAVE = 4;
  private static final int LAST = 160;

  private final SortedMap<Integer, Long> counts = new TreeMap<>();

  /** {@code counts} by bucket; what is not positive is left out. */
  public Durations(Map<Integer, Long> counts) {
    counts.forEach(
        (bucket, count) -> {
          if (count > 0) {
            this.counts.merge(Math.max(0, Math.min(LAST, bucket)), count, Long::sum);
          }
        });
  }

  /** The bucket of a duration, 0 (a millisecond or less) to {@value #LAST}. */
  public static int bucket(Duration time) {
    double millis = Math.max(1, time.toMillis());
    return (int) Math.min(LAST, Math.round(PER_OCTAVE * Math.log(millis) / Math.log(2)));
  }

  /** The middle of a bucket. */
  public static Duration middle(int bucket) {
    return Duration.ofMillis(Math.round(Math.pow(2, bucket / (double) PER_OCTAVE)));
  }

  /** As if each had taken {@code factor} as long; {@code factor} > 0. */
  public Durations times(double factor) {
    int shift = (int) Math.round(PER_OCTAVE * Math.log(factor) / Math.log(2));
    var moved = new TreeMap<Integer, Long>();
    counts.forEach((bucket, count) -> moved.merge(bucket + shift, count, Long::sum));
    return new Durations(moved);
  }

  /** How many are known. */
  public long count() {
    return counts.values().stream().mapToLong(count -> count).sum();
  }

  /** {@code share} (0 to 1) of all took no longer; empty = nothing is known. */
  public Optional<Duration> quantile(double share) {
    return quantile(counts, share);
  }

  /**
   * Half of those that took longer than {@code elapsed} took no longer than this; empty = none took
   * longer.
   */
  public Optional<Duration> medianBeyond(Duration elapsed) {
    return quantile(counts.tailMap(firstBeyond(elapsed)), 0.5);
  }

  private static int firstBeyond(Duration elapsed) {
    int bucket = bucket(elapsed);
    return middle(bucket).compareTo(elapsed) > 0 ? bucket : bucket + 1;
  }

  private static Optional<Duration> quantile(SortedMap<Integer, Long> of, double share) {
    long all = of.values().stream().mapToLong(count -> count).sum();
    long seen = 0;
    for (var one : of.entrySet()) {
      seen += one.getValue();
      if (seen >= share * all) {
        return Optional.of(middle(one.getKey()));
      }
    }
    return Optional.empty();
  }
}
