package dev.kinoloom.worker;

import dev.kinoloom.domain.Usage;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one attempt takes, added up while it runs. Safe to use from any thread. */
final class Spending {
  private final Map<String, Double> costs = new HashMap<>();
  private final Set<String> unpriced = new HashSet<>();
  private long cpuNanos;
  private @Nullable Long peakBytes;

  /** Processor time of a thread of ours. */
  synchronized void thread(Duration cpu) {
    cpuNanos += cpu.toNanos();
  }

  /** {@code peak}: null = not measured. */
  synchronized void child(Duration cpu, @Nullable Long peak) {
    cpuNanos += cpu.toNanos();
    if (peak != null) {
      peakBytes = peakBytes == null ? peak : Math.max(peakBytes, peak);
    }
  }

  /** {@code estimate}: null = not known. */
  synchronized void cost(String provider, @Nullable Double estimate) {
    if (estimate == null) {
      unpriced.add(provider);
    } else {
      costs.merge(provider, estimate, Double::sum);
    }
  }

  /** So far. */
  synchronized Usage total() {
    double known = costs.values().stream().mapToDouble(cost -> cost).sum();
    return new Usage(cpuNanos / 1_000_000, peakBytes, unpriced.isEmpty() ? known : null);
  }

  /** What is known of the costs, by provider. */
  synchronized Map<String, Double> costs() {
    return Map.copyOf(costs);
  }

  /** Those who were asked and whose price nobody knows. */
  synchronized Set<String> unpriced() {
    return Set.copyOf(unpriced);
  }
}
