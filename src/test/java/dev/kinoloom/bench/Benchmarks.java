package dev.kinoloom.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Prints the figures of {@code docs/benchmarks.md}.
 *
 * <pre>mvn -B -q -Pbench -DskipTests package exec:java -Dbench.args="P5 P8 P9 P10 rounds=3"</pre>
 */
public final class Benchmarks {
  private static final Map<String, Callable<Benchmark>> ALL = new LinkedHashMap<>();

  static {
    ALL.put("P2", JobBench::new);
    ALL.put("P5", CompositionBench::new);
    ALL.put("P8", WaitingBench::new);
    ALL.put("P9", StartBench::new);
    ALL.put("P10", MakeBench::new);
  }

  private Benchmarks() {}

  /** Arguments: names of benchmarks (all), {@code rounds=N} (3). */
  public static void main(String[] args) throws Exception {
    Locale.setDefault(Locale.ROOT);
    int rounds = 3;
    List<String> chosen = new ArrayList<>();
    for (var word : String.join(" ", args).trim().split("\\s+", -1)) {
      if (word.matches("rounds=\\d+")) {
        rounds = Integer.parseInt(word.substring("rounds=".length()));
      } else if (ALL.containsKey(word)) {
        chosen.add(word);
      } else if (!word.isEmpty()) {
        throw new IllegalArgumentException(
            "There is no benchmark %s; there are %s, and rounds=N.".formatted(word, ALL.keySet()));
      }
    }
    System.out.println(
        "%d processors, %s %s, Java %s"
            .formatted(
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.version()));
    for (var name : chosen.isEmpty() ? ALL.keySet() : chosen) {
      var benchmark = ALL.get(name);
      if (benchmark != null) {
        benchmark.call().run(rounds, System.out::println);
      }
    }
  }
}
