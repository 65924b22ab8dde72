package dev.kinoloom.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Prints the figures of {@code docs/benchmarks.md}.
 *
 * <pre>mvn -B -q -Pbench -DskipTests package exec:java -Dbench.args="P5 P8 P9 P10 rounds=3"</pre>
 */
public final class Benchmarks {
  @FunctionalInterface
  private interface Maker {
    Benchmark of(int depth) throws Exception;
  }

  private static final Map<String, Maker> ALL = new LinkedHashMap<>();

  static {
    ALL.put("P1", AcceptBench::new);
    ALL.put("P2", JobBench::new);
    ALL.put("P5", depth -> new CompositionBench());
    ALL.put("P7", depth -> new NodeKillBench());
    ALL.put("P8", depth -> new WaitingBench());
    ALL.put("P9", depth -> new StartBench());
    ALL.put("P10", depth -> new MakeBench());
  }

  private Benchmarks() {}

  /**
   * Arguments: names of benchmarks (all), {@code rounds=N} (3), {@code depth=N} (1): P1 and P2 also
   * at so many times the queue.
   */
  public static void main(String[] args) throws Exception {
    Locale.setDefault(Locale.ROOT);
    int rounds = 3;
    int depth = 1;
    List<String> chosen = new ArrayList<>();
    for (var word : String.join(" ", args).trim().split("\\s+", -1)) {
      if (word.matches("rounds=\\d+")) {
        rounds = Integer.parseInt(word.substring("rounds=".length()));
      } else if (word.matches("depth=\\d+")) {
        depth = Integer.parseInt(word.substring("depth=".length()));
      } else if (ALL.containsKey(word)) {
        chosen.add(word);
      } else if (!word.isEmpty()) {
        throw new IllegalArgumentException(
            "There is no benchmark %s; there are %s, rounds=N and depth=N."
                .formatted(word, ALL.keySet()));
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
        benchmark.of(depth).run(rounds, System.out::println);
      }
    }
  }
}
