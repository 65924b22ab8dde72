package dev.kinoloom.boot;

import dev.kinoloom.artifact.SharedDirectory;
import dev.kinoloom.bus.Bus;
import dev.kinoloom.config.Roles;
import dev.kinoloom.domain.Checked;
import dev.kinoloom.domain.DueCheck;
import dev.kinoloom.domain.Likeness;
import dev.kinoloom.domain.Tracked;
import dev.kinoloom.ops.Meters;
import dev.kinoloom.ops.Traces;
import dev.kinoloom.pipeline.Assignment;
import dev.kinoloom.pipeline.FakeStage;
import dev.kinoloom.pipeline.JobView;
import dev.kinoloom.pipeline.LookAgain;
import dev.kinoloom.pipeline.Pipeline;
import dev.kinoloom.pipeline.Retries;
import dev.kinoloom.pipeline.Stage;
import dev.kinoloom.pipeline.StageSpec;
import dev.kinoloom.pipeline.TaskId;
import dev.kinoloom.pipeline.TaskPlan;
import dev.kinoloom.pipeline.Work;
import dev.kinoloom.provider.Blocking;
import dev.kinoloom.store.Database;
import dev.kinoloom.store.DatabaseAddress;
import dev.kinoloom.store.HistoryStore;
import dev.kinoloom.store.Operations;
import dev.kinoloom.store.Stores;
import dev.kinoloom.store.TimerStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * The engine of a node, as a process of its own, whose jobs wait for a provider outside that takes
 * its time: each is looked at now and then, until a file appears. Arguments: URL of the database, a
 * directory, seconds between two looks. Commands on its input: {@code figures} prints how late its
 * checks were since the last time (ms), {@code heap} the memory that it needed (MiB); the end of
 * its input ends it.
 */
public final class WaitingNode {
  /** A file of this name in the node's directory: the clips are finished. */
  public static final String FINISHED = "finished";

  private static final Likeness CLIP = Likeness.of("visuals", "slow", "", 5);
  private static final List<String> STAGES = List.of("brief", "visuals");
  private static final Map<String, String> SETTINGS = Map.of("KINOLOOM_CAPACITY_VISUALS", "100");
  private static final double MEBI = 1024.0 * 1024;

  /** What clips took that were made before: ten minutes, give or take. */
  public static Map<Likeness, Map<Integer, Long>> past() {
    return Map.of(CLIP, Map.of(74, 5L, 76, 10L, 77, 20L, 78, 10L, 80, 3L));
  }

  /** Looks whether the provider has finished. */
  private record ClipStage(Path finished, Duration looks) implements Stage {
    record Made(String what) {}

    @Override
    public StageSpec spec() {
      return new StageSpec("visuals", "Visuals", 2, 1, 9, Duration.ofMinutes(1), Retries.REMOTE);
    }

    @Override
    public List<TaskPlan> plan(JobView job) {
      return List.of(new TaskPlan(0, List.of(new TaskId("brief", 0)), 1));
    }

    @Override
    public Object fingerprint(Assignment work) {
      return List.of(work.job().job());
    }

    @Override
    public Likeness likeness(Work work) {
      return CLIP;
    }

    @Override
    public Future<?> run(Work work) {
      return Future.succeededFuture(
          Files.exists(finished) ? new Made("clip") : new LookAgain(looks));
    }
  }

  /** Writes down how late each check was taken. */
  private static final class Watched implements TimerStore {
    private final TimerStore store;
    private final List<Long> lateMillis = new ArrayList<>();
    private long told;

    Watched(TimerStore store) {
      this.store = store;
    }

    @Override
    public Future<List<DueCheck>> take(int most, Duration again) {
      return store.take(most, again).onSuccess(this::note);
    }

    private synchronized void note(List<DueCheck> due) {
      due.forEach(check -> lateMillis.add(check.late().toMillis()));
    }

    @Override
    public Future<List<Tracked>> look(Collection<Long> jobs) {
      return store.look(jobs);
    }

    @Override
    public Future<Integer> settle(List<Checked> checks) {
      return store.settle(checks).onSuccess(this::add);
    }

    private synchronized void add(int more) {
      told += more;
    }

    synchronized String figures() {
      var sorted = lateMillis.stream().sorted().toList();
      int n = sorted.size();
      var line =
          "checks=%d told=%d p50=%d p99=%d max=%d"
              .formatted(n, told, at(sorted, n / 2), at(sorted, n * 99 / 100), at(sorted, n - 1));
      lateMillis.clear();
      told = 0;
      return line;
    }

    private static long at(List<Long> sorted, int index) {
      return sorted.isEmpty() ? 0 : sorted.get(index);
    }
  }

  private WaitingNode() {}

  public static void main(String[] args) throws Exception {
    var home = Files.createDirectories(Path.of(args[1]));
    var vertx = Vertx.vertx();
    var database = Database.at(vertx, DatabaseAddress.parse(args[0], null, null), 3, 4);
    var timers = new Watched(TimerStore.over(database));
    var looks = Duration.ofSeconds(Long.parseLong(args[2]));
    Node.await(engine(vertx, database, timers, home, looks).start(false));
    System.out.println("ready");
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (var line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println(line.equals("heap") ? heap() : timers.figures());
    }
    System.exit(0);
  }

  private static Engine engine(
      Vertx vertx, Database database, TimerStore timers, Path home, Duration looks)
      throws IOException {
    var bus = new Bus(vertx);
    Node.await(bus.open());
    return new Engine(
        vertx,
        Stores.over(database),
        Operations.over(database),
        timers,
        HistoryStore.over(database),
        new SharedDirectory(vertx, home.resolve("artifacts")),
        bus,
        new Pipeline(
            List.of(
                FakeStage.on(1, "brief").dependsOn(work -> List.of(work.job().job())),
                new ClipStage(home.resolve(FINISHED), looks))),
        new Blocking() {
          @Override
          public <T> Future<T> run(Callable<T> work) {
            return vertx.executeBlocking(work, false);
          }
        },
        new ConfigLoader(SETTINGS).load(home, null).settings(),
        Roles.all(STAGES),
        new Meters(new SimpleMeterRegistry()),
        Traces.OFF,
        home.resolve("scratch"));
  }

  /**
   * The most that the pools of the heap ever held together, and what is left after a collection.
   */
  private static String heap() {
    double peak =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .mapToDouble(pool -> (double) pool.getPeakUsage().getUsed())
            .sum();
    var memory = ManagementFactory.getMemoryMXBean();
    double most = memory.getHeapMemoryUsage().getMax();
    memory.gc();
    double left = memory.getHeapMemoryUsage().getUsed();
    return "most=%.0f peak=%.0f left=%.0f".formatted(most / MEBI, peak / MEBI, left / MEBI);
  }
}
