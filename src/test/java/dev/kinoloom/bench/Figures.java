package dev.kinoloom.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What several rounds of several measurements gave, by name. */
final class Figures {
  private final Map<String, List<Double>> all = new HashMap<>();

  /** One round of {@code what}: its figures are called "what name". */
  void add(String what, Map<String, Double> round) {
    round.forEach((name, value) -> of(what + " " + name).add(value));
  }

  /** The median, e.g. {@code 1,204 (1,190, 1,204, 1,377)}; small ones with a decimal. */
  String told(String name) {
    return "%s (%s)"
        .formatted(
            told(median(name)), String.join(", ", of(name).stream().map(Figures::told).toList()));
  }

  /** Of the medians, e.g. {@code 2.4}. */
  String ratio(String name, String other) {
    return "%.2f".formatted(median(name) / median(other));
  }

  private double median(String name) {
    return Rounds.median(of(name));
  }

  private List<Double> of(String name) {
    return all.computeIfAbsent(name, none -> new ArrayList<>());
  }

  private static String told(double value) {
    return value < 100 ? "%.1f".formatted(value) : "%,.0f".formatted(value);
  }
}
