package dev.kinoloom.bench;

import java.util.List;
import java.util.concurrent.Callable;

/** What several measurements of the same say together. */
final class Rounds {
  private Rounds() {}

  static double seconds(Callable<?> timed) throws Exception {
    long start = System.nanoTime();
    timed.call();
    return (System.nanoTime() - start) / 1e9;
  }

  static double median(List<Double> values) {
    var sorted = values.stream().sorted().toList();
    int n = sorted.size();
    return (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2;
  }

  /** E.g. {@code 2.1 s (median of 2.0, 2.1, 2.4)}. */
  static String told(List<Double> seconds) {
    return "%.1f s (median of %s)"
        .formatted(
            median(seconds), String.join(", ", seconds.stream().map("%.1f"::formatted).toList()));
  }
}
