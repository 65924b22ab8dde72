package dev.kinoloom.bench;

import dev.kinoloom.boot.FiveSteps;
import dev.kinoloom.store.TestDatabase;
import java.util.function.Consumer;

/**
 * P2: jobs of five durable steps that do nothing, queued before the node starts, beside
 * db-scheduler on the same server, both warm. P3: one such job alone on a warm, idle node.
 */
final class JobBench implements Benchmark {
  private static final int WARM = 20_000;
  private static final int JOBS = 10_000;
  private static final int KEYS = 1_000;

  private final int depth;

  /** {@code depth}: as many times the jobs and keys. */
  JobBench(int depth) {
    this.depth = depth;
  }

  @Override
  public void run(int rounds, Consumer<String> out) throws Exception {
    var figures = new Figures();
    for (int i = 0; i < rounds; i++) {
      ours(figures, "ours", 1);
      if (depth > 1) {
        ours(figures, "deep", depth);
      }
      try (var database = TestDatabase.createEmpty()) {
        figures.add(
            "db-scheduler",
            Measured.run(DbSchedulerPeer.class, database.address(), text(WARM), text(JOBS)));
      }
      try (var database = TestDatabase.create()) {
        figures.add(
            "alone",
            Measured.run(FiveSteps.class, database.address(), "latency", text(WARM), "400"));
      }
    }
    out.accept(
        "P2 five durable steps: %s jobs/s, db-scheduler %s: %s times (medians of %d)"
            .formatted(
                figures.told("ours jobs/s"),
                figures.told("db-scheduler jobs/s"),
                figures.ratio("ours jobs/s", "db-scheduler jobs/s"),
                rounds));
    if (depth > 1) {
      out.accept(
          "P2 at %d times the depth: %s jobs/s: %s of that"
              .formatted(
                  depth, figures.told("deep jobs/s"), figures.ratio("deep jobs/s", "ours jobs/s")));
    }
    out.accept(
        "P3 one such job alone: p50 %s ms, p99 %s ms (medians of %d)"
            .formatted(figures.told("alone p50"), figures.told("alone p99"), rounds));
  }

  private static void ours(Figures figures, String name, int times) throws Exception {
    try (var database = TestDatabase.create()) {
      figures.add(
          name,
          Measured.run(
              FiveSteps.class,
              database.address(),
              "throughput",
              text(WARM),
              text(JOBS * times),
              text(KEYS * times)));
    }
  }

  private static String text(int number) {
    return Integer.toString(number);
  }
}
