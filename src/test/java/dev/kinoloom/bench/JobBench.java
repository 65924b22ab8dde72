package dev.kinoloom.bench;

import dev.kinoloom.boot.FiveSteps;
import dev.kinoloom.store.TestDatabase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * P2: jobs of five durable steps that do nothing, queued before the node starts, beside
 * db-scheduler on the same server. P3: one such job alone on an idle node.
 */
final class JobBench implements Benchmark {
  private final Map<String, List<Double>> figures = new HashMap<>();

  @Override
  public void run(int rounds, Consumer<String> out) throws Exception {
    for (int i = 0; i < rounds; i++) {
      measure("ours", FiveSteps.class, TestDatabase.create(), "throughput", "10000", "1000");
      measure("db-scheduler", DbSchedulerPeer.class, TestDatabase.createEmpty(), "10000");
      measure("alone", FiveSteps.class, TestDatabase.create(), "latency", "400");
      System.out.println(figures);
    }
  }

  private void measure(String what, Class<?> main, TestDatabase database, String... arguments)
      throws Exception {
    try (database) {
      Measured.run(main, database.address(), arguments)
          .forEach(
              (name, value) ->
                  figures.computeIfAbsent(what + " " + name, none -> new ArrayList<>()).add(value));
    }
  }
}
