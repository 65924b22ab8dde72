package dev.kinoloom.boot;

import dev.kinoloom.artifact.SharedDirectory;
import dev.kinoloom.bench.BenchDatabase;
import dev.kinoloom.bench.Homes;
import dev.kinoloom.bus.Bus;
import dev.kinoloom.config.Roles;
import dev.kinoloom.config.Settings;
import dev.kinoloom.domain.Submission;
import dev.kinoloom.ops.Meters;
import dev.kinoloom.ops.Traces;
import dev.kinoloom.pipeline.Briefs;
import dev.kinoloom.pipeline.FakeStage;
import dev.kinoloom.pipeline.Pipeline;
import dev.kinoloom.pipeline.Stage;
import dev.kinoloom.pipeline.TaskId;
import dev.kinoloom.provider.Blocking;
import dev.kinoloom.store.Database;
import dev.kinoloom.store.DatabaseAddress;
import dev.kinoloom.store.HistoryStore;
import dev.kinoloom.store.Operations;
import dev.kinoloom.store.Stores;
import dev.kinoloom.store.TimerStore;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A node as it is in earnest, with five stages that do nothing: what a durable job costs. A process
 * of its own, that says {@code name=value …}.
 */
public final class FiveSteps {
  private static final List<String> STAGES =
      List.of("brief", "script", "voice", "visuals", "composition");
  private static final String AT_ONCE = "200";
  private static final int BATCH = 128;
  private static final long PATIENCE = TimeUnit.MINUTES.toNanos(10);

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Counter ended = registry.counter("kinoloom.jobs.left", "state", "completed");
  private final Database database;
  private final Stores stores;
  private final Settings settings;
  private final Path home;
  private final Bus bus = new Bus(vertx);
  private int accepted;

  private FiveSteps(DatabaseAddress address, Path home) throws Exception {
    this.home = home;
    settings = new ConfigLoader(capacities()).load(home, null).settings();
    database = Database.at(vertx, address, 3, 4);
    stores = Stores.over(database);
    Node.await(bus.open());
  }

  /** Another node, in the process of those before it. */
  private Engine node() {
    return new Engine(
        vertx,
        stores,
        Operations.over(database),
        TimerStore.over(database),
        HistoryStore.over(database),
        new SharedDirectory(vertx, home.resolve("artifacts")),
        bus,
        new Pipeline(IntStream.range(0, STAGES.size()).mapToObj(FiveSteps::stage).toList()),
        new Blocking() {
          @Override
          public <T> Future<T> run(Callable<T> work) {
            return vertx.executeBlocking(work, false);
          }
        },
        settings,
        Roles.all(STAGES),
        new Meters(registry),
        Traces.OFF,
        home.resolve("scratch"));
  }

  private static Map<String, String> capacities() {
    return STAGES.stream()
        .collect(
            Collectors.toMap(
                name -> "KINOLOOM_CAPACITY_" + name.toUpperCase(Locale.ROOT), name -> AT_ONCE));
  }

  private static Stage stage(int number) {
    var stage =
        FakeStage.on(number + 1, STAGES.get(number))
            .dependsOn(work -> List.of(String.valueOf(work.job().brief().title())));
    return number == 0 ? stage : stage.after(new TaskId(STAGES.get(number - 1), 0));
  }

  private List<Integer> keys(int count) {
    var keys = new ArrayList<Integer>();
    for (int i = 0; i < count; i++) {
      var name = "key " + accepted + " " + i;
      keys.add(Node.await(stores.keys().create(name, name, i % 1_024)));
    }
    return keys;
  }

  private static Submission job(int key, int number) {
    var brief = Briefs.titled("Job " + number);
    return new Submission(key, "job " + number, "c0ffee", Briefs.payload(brief), 1);
  }

  private void accept(List<Submission> some) {
    Node.await(stores.jobs().accept(some));
  }

  private double ended() {
    return ended.count();
  }

  private void await(double jobs) {
    long began = System.nanoTime();
    while (ended() < jobs) {
      if (System.nanoTime() - began > PATIENCE) {
        throw new IllegalStateException("%f of %f jobs ended".formatted(ended(), jobs));
      }
      LockSupport.parkNanos(100_000);
    }
  }

  /** Jobs a second, of {@code jobs} that are queued over {@code keys} before the node starts. */
  private double throughput(int jobs, int keys) {
    queue(jobs, keys(keys));
    double before = ended();
    long began = System.nanoTime();
    var engine = node();
    Node.await(engine.start(true));
    await(before + jobs);
    double rate = jobs / ((System.nanoTime() - began) / 1e9);
    Node.await(engine.leave(Duration.ofSeconds(10)));
    return rate;
  }

  private void queue(int jobs, List<Integer> keys) {
    var batch = new ArrayList<Submission>();
    for (int i = 0; i < jobs; i++) {
      batch.add(job(keys.get(i % keys.size()), accepted++));
      if (batch.size() == BATCH || i == jobs - 1) {
        accept(batch);
        batch.clear();
      }
    }
  }

  /** Milliseconds from the acceptance of each job to its end, one after the other, sorted. */
  private double[] latencies(int jobs) {
    int key = keys(1).get(0);
    var engine = node();
    Node.await(engine.start(true));
    var millis = new double[jobs];
    for (int i = -jobs / 4; i < jobs; i++) {
      double before = ended();
      long began = System.nanoTime();
      accept(List.of(job(key, i)));
      engine.admit(Set.of(key));
      await(before + 1);
      if (i >= 0) {
        millis[i] = (System.nanoTime() - began) / 1e6;
      }
    }
    Arrays.sort(millis);
    return millis;
  }

  /**
   * {@code throughput WARM JOBS KEYS} or {@code latency WARM JOBS}; the database is in the
   * environment. WARM jobs are run first, on a node of their own, and not counted.
   */
  public static void main(String[] args) throws Exception {
    Locale.setDefault(Locale.ROOT);
    var address = BenchDatabase.ofEnvironment();
    var home = Files.createTempDirectory("kinoloom-five-steps-");
    int status = 1;
    try {
      System.out.println(new FiveSteps(address, home).measure(args));
      status = 0;
    } finally {
      Homes.delete(home);
      Runtime.getRuntime().halt(status);
    }
  }

  private String measure(String[] args) {
    throughput(Integer.parseInt(args[1]), 1_000);
    if ("throughput".equals(args[0])) {
      return "jobs/s=%.0f"
          .formatted(throughput(Integer.parseInt(args[2]), Integer.parseInt(args[3])));
    }
    var millis = latencies(Integer.parseInt(args[2]));
    return "p50=%.1f p99=%.1f"
        .formatted(millis[millis.length / 2], millis[millis.length * 99 / 100]);
  }
}
