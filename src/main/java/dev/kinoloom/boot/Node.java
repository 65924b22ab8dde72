package dev.kinoloom.boot;

import dev.kinoloom.artifact.ArtifactStore;
import dev.kinoloom.bus.Bus;
import dev.kinoloom.bus.Echo;
import dev.kinoloom.config.Settings;
import dev.kinoloom.ops.Gauges;
import dev.kinoloom.ops.Meters;
import dev.kinoloom.ops.Telemetry;
import dev.kinoloom.ops.Traces;
import dev.kinoloom.provider.Blocking;
import dev.kinoloom.provider.PidFile;
import dev.kinoloom.store.CensusStore;
import dev.kinoloom.store.Database;
import dev.kinoloom.store.DatabaseAddress;
import dev.kinoloom.store.EmbeddedPostgres;
import dev.kinoloom.store.HandleStore;
import dev.kinoloom.store.HistoryStore;
import dev.kinoloom.store.HomeLock;
import dev.kinoloom.store.Migrator;
import dev.kinoloom.store.Operations;
import dev.kinoloom.store.Stores;
import dev.kinoloom.store.TimerStore;
import dev.kinoloom.worker.CountedBlocking;
import dev.kinoloom.worker.ScratchDir;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ground on which everything of one process stands: the home (locked), the database (embedded
 * unless one is named), Vert.x, the stores, artifacts, the bus. Opened step by step, closed in the
 * opposite order. Blocks; for the main thread.
 */
final class Node implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Node.class);
  private static final int ENGINE_CONNECTIONS = 3;
  private static final int WORK_THREADS = 32;
  private static final long LONGEST_HOURS = 6;
  private static final long PATIENCE_SECONDS = 60;
  private static final Duration OTHERS_MAY_COPY = Duration.ofDays(1);
  private static final String ALONE = "";

  private final Closings closings = new Closings();
  private final Settings settings;
  private final ConfigTree providers;
  private final Home home;
  private final boolean alone;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Telemetry telemetry;
  private final Vertx vertx;
  private final WorkerExecutor workers;
  private final Database database;
  private final Stores stores;
  private final Operations operations;
  private final ArtifactStore artifacts;
  private final Bus bus;

  /** One that hears of others only by the database. */
  static Node open(Home home, ConfigLoader.Loaded loaded) {
    return new Node(home, loaded, false, () -> {});
  }

  /**
   * One that looks for others, if the settings name any. {@code first}: what is seen to when the
   * home is held, before anything is started.
   */
  static Node join(Home home, ConfigLoader.Loaded loaded, Runnable first) {
    return new Node(home, loaded, loaded.settings().cluster().isJoined(), first);
  }

  private Node(Home home, ConfigLoader.Loaded loaded, boolean joins, Runnable first) {
    this.home = home;
    this.settings = loaded.settings();
    this.providers = loaded.providers();
    try {
      var url = settings.database().url();
      alone = settings.isAlone();
      var lock = HomeLock.acquire(home.root());
      closings.push(lock);
      first.run();
      closings.push(() -> ScratchDir.remove(scratch()));
      sweep();
      DatabaseAddress address =
          url == null
              ? embedded(lock)
              : DatabaseAddress.parse(
                  url, settings.database().user(), settings.database().password());
      Migrator.migrate(address);
      telemetry = new Telemetry(settings.telemetry(), settings.node().name(), Main.Version.text());
      closings.push(telemetry);
      var place = ArtifactPlace.of(settings, home);
      boolean proven = !alone || settings.artifacts().directory() != null;
      var installation = proven ? PlaceProof.of(place, address) : ALONE;
      var measured = new MeasuredVertx(registry, telemetry);
      vertx = joins ? joined(measured, installation) : measured.alone();
      closings.push(() -> await(vertx.close()));
      workers =
          vertx.createSharedWorkerExecutor("work", WORK_THREADS, LONGEST_HOURS, TimeUnit.HOURS);
      database = Database.at(vertx, address, ENGINE_CONNECTIONS, settings.database().poolSizeMax());
      closings.push(() -> await(database.close()));
      stores = Stores.over(database);
      operations = Operations.over(database);
      artifacts = place.open(vertx, Instant.now().minus(alone ? Duration.ZERO : OTHERS_MAY_COPY));
      closings.push(() -> await(artifacts.close()));
      bus = new Bus(vertx);
      await(bus.open());
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private Vertx joined(MeasuredVertx measured, String installation) {
    var member = HazelcastMember.join(settings.cluster(), installation);
    closings.push(member);
    return measured.clustered(settings.cluster(), member);
  }

  private DatabaseAddress embedded(HomeLock lock) {
    var postgres = EmbeddedPostgres.start(lock, home.tools());
    closings.push(postgres);
    return postgres.address();
  }

  /** The home is ours alone: what an earlier process left running or lying is nobody's. */
  private void sweep() {
    int ended = PidFile.sweep(home.scratch());
    try {
      ScratchDir.remove(home.scratch());
      home.prepare();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (ended > 0) {
      log.info("children of an earlier process ended count={}", ended);
    }
  }

  Settings settings() {
    return settings;
  }

  /** What this process measures of itself. */
  Meters meters() {
    return new Meters(registry);
  }

  /** What this process traces. */
  Traces traces() {
    return telemetry.traces();
  }

  /** All of it, as Prometheus reads it, with gauges of database and bus; {@code bus}: to ask it. */
  Scrape scrape(Echo bus) {
    var gauges = new Gauges(registry, Stages.byLane(), System::nanoTime);
    return new Scrape(CensusStore.over(database), database::ping, bus, gauges, registry::scrape);
  }

  /** The settings that the vendors read for themselves. */
  ConfigTree providers() {
    return providers;
  }

  /** Succeeds when the database answers. */
  Future<Void> ping() {
    return database.ping();
  }

  Home home() {
    return home;
  }

  /** Nobody else has this database. */
  boolean isAlone() {
    return alone;
  }

  Vertx vertx() {
    return vertx;
  }

  Stores stores() {
    return stores;
  }

  /** Progress checks of jobs. */
  TimerStore timers() {
    return TimerStore.over(database);
  }

  /** Paid calls by their handles. */
  HandleStore handles() {
    return HandleStore.over(database);
  }

  /** How long things took. */
  HistoryStore history() {
    return HistoryStore.over(database);
  }

  /** What operators see and do. */
  Operations operations() {
    return operations;
  }

  ArtifactStore artifacts() {
    return artifacts;
  }

  Bus bus() {
    return bus;
  }

  /** This process's own directory for attempts. */
  Path scratch() {
    return home.scratch().resolve(Long.toString(ProcessHandle.current().pid()));
  }

  Blocking blocking() {
    return new CountedBlocking(
        new Blocking() {
          @Override
          public <T> Future<T> run(Callable<T> work) {
            return workers.executeBlocking(work, false);
          }
        });
  }

  @Override
  public void close() {
    closings.close();
  }

  /** Waits on the main thread; what the future failed with is thrown. */
  static <T> T await(Future<T> future) {
    return await(future, Duration.ofSeconds(PATIENCE_SECONDS));
  }

  /** The same, for what may take longer. */
  static <T> T await(Future<T> future, Duration most) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .orTimeout(most.toMillis(), TimeUnit.MILLISECONDS)
          .join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
