package dev.kinoloom.bench;

import dev.kinoloom.boot.Accepts;
import dev.kinoloom.chaos.KinoloomProcess;
import dev.kinoloom.store.TestDatabase;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/**
 * P1: jobs that are taken for good, one a request, answered after the commit; every text another,
 * about a kilobyte. Through HTTP ({@code serve} in a process of its own that only accepts, the load
 * from another), in process, by the store alone; beside db-scheduler in process on the same server,
 * all warm.
 */
final class AcceptBench implements Benchmark {
  private static final int WARM = 163_840;
  private static final int JOBS = 40_960;
  private static final int DEEP = 102_400;
  private static final int SECONDS = 120;

  private final int depth;

  /** {@code depth} above 1: also while {@value #DEEP} jobs are queued, in process. */
  AcceptBench(int depth) {
    this.depth = depth;
  }

  @Override
  public void run(int rounds, Consumer<String> out) throws Exception {
    var figures = new Figures();
    for (int i = 0; i < rounds; i++) {
      try (var database = TestDatabase.create()) {
        figures.add("http", http(database));
      }
      accepts(figures, "ours", 0);
      if (depth > 1) {
        accepts(figures, "deep", DEEP);
      }
      try (var database = TestDatabase.createEmpty()) {
        figures.add(
            "db-scheduler",
            Measured.run(DbSchedulerPeer.class, database.address(), "20000", "10000"));
      }
    }
    tell(figures, "through HTTP", "http rate", rounds, out);
    tell(figures, "in process", "ours intake", rounds, out);
    tell(figures, "by the store alone", "ours store", rounds, out);
    if (depth > 1) {
      out.accept(
          "P1 in process with %,d jobs queued: %s accepts/s: %s of that without"
              .formatted(
                  DEEP, figures.told("deep intake"), figures.ratio("deep intake", "ours intake")));
    }
  }

  private static void tell(
      Figures figures, String how, String name, int rounds, Consumer<String> out) {
    out.accept(
        "P1 %s: %s accepts/s, db-scheduler in process %s: %s times (medians of %d)"
            .formatted(
                how,
                figures.told(name),
                figures.told("db-scheduler accepts/s"),
                figures.ratio(name, "db-scheduler accepts/s"),
                rounds));
  }

  private static void accepts(Figures figures, String name, int queued) throws Exception {
    try (var database = TestDatabase.create()) {
      figures.add(
          name,
          Measured.run(
              Accepts.class,
              database.address(),
              Integer.toString(WARM),
              Integer.toString(JOBS),
              Integer.toString(queued)));
    }
  }

  private static Map<String, Double> http(TestDatabase database) throws Exception {
    var home = Homes.fresh();
    try (var serve =
        KinoloomProcess.start(home, null, environment(database, home), "serve", "--roles", "api")) {
      var key = serve.awaitKey(SECONDS);
      return Measured.run(
          HttpLoad.class,
          Map.of(),
          serve.awaitUrl(SECONDS),
          key,
          Integer.toString(WARM),
          Integer.toString(JOBS));
    } finally {
      Homes.delete(home);
    }
  }

  /** The JVM's own defaults in place of those that make the tests' processes start soon. */
  private static Map<String, String> environment(TestDatabase database, Path home) {
    return Map.of(
        "_JAVA_OPTIONS", "-XX:-UseSerialGC -XX:+UseG1GC -XX:TieredStopAtLevel=4",
        "KINOLOOM_DATABASE_URL", BenchDatabase.url(database.address()),
        "KINOLOOM_ARTIFACTS_DIRECTORY", home.resolve("shared").toString(),
        "KINOLOOM_HTTP_PORT", "0",
        "KINOLOOM_MANAGEMENT_PORT", "0",
        "KINOLOOM_LOG_LEVEL", "WARN");
  }
}
