package dev.kinoloom.boot;

import dev.kinoloom.artifact.ArtifactStore;
import dev.kinoloom.bus.Bus;
import dev.kinoloom.config.Roles;
import dev.kinoloom.config.Settings;
import dev.kinoloom.domain.Refusal;
import dev.kinoloom.membership.Heartbeat;
import dev.kinoloom.ops.Meters;
import dev.kinoloom.ops.Traces;
import dev.kinoloom.orchestrator.Orchestrator;
import dev.kinoloom.pipeline.JobDecider;
import dev.kinoloom.pipeline.Pipeline;
import dev.kinoloom.pipeline.Recent;
import dev.kinoloom.provider.Blocking;
import dev.kinoloom.store.HistoryStore;
import dev.kinoloom.store.Operations;
import dev.kinoloom.store.Stores;
import dev.kinoloom.store.TimerStore;
import dev.kinoloom.tracker.Recorder;
import dev.kinoloom.tracker.TrackerVerticle;
import dev.kinoloom.worker.Claiming;
import dev.kinoloom.worker.DiskWatch;
import dev.kinoloom.worker.DiskWatch.Disk;
import dev.kinoloom.worker.DiskWatchVerticle;
import dev.kinoloom.worker.Precedents;
import dev.kinoloom.worker.ProviderGuard;
import dev.kinoloom.worker.RunningAttempts;
import dev.kinoloom.worker.ScratchDir;
import dev.kinoloom.worker.TaskRunner;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine of one node, put together in the order in which a job meets it: mailbox, orchestrator,
 * workers, membership.
 */
final class Engine {
  private static final Logger log = LoggerFactory.getLogger(Engine.class);
  private static final Duration PULSE = Duration.ofMillis(500);

  /**
   * On a database of one's own a lost lease mostly says that somebody pulled the plug, not that the
   * task kills its node: it is forgiven longer than in a cluster.
   */
  private static final int LOST_ALONE = 50;

  private final Stores stores;
  private final Bus bus;
  private final RunningAttempts attempts = new RunningAttempts();
  private final Heartbeat heartbeat;
  private final Mailroom mailroom;
  private final Household household;
  private final DiskWatch disks;
  private final Workforce workers;

  /** Everything that runs, in the order of its start. */
  private final Lineup running;

  private final Farewell farewell;

  /** {@code roles}: what it does; {@code scratch}: a directory of this process alone. */
  Engine(
      Vertx vertx,
      Stores stores,
      Operations operations,
      TimerStore timers,
      HistoryStore history,
      ArtifactStore artifacts,
      Bus bus,
      Pipeline pipeline,
      Blocking blocking,
      Settings settings,
      Roles roles,
      Meters meters,
      Traces traces,
      Path scratch) {
    this.stores = stores;
    this.bus = bus;
    var own = settings.node();
    var hints = new BusHints(bus);
    var recorder = new Recorder(history);
    heartbeat =
        new Heartbeat(
            stores.nodes(),
            stores.tasks(),
            attempts,
            own.name(),
            own.leaseTtl(),
            System::nanoTime,
            roles.orchestrator());
    var recent = new Recent();
    disks = new DiskWatch(disks(settings), own.diskSpare(), blocking);
    var precedents = new Precedents(vertx, pipeline, stores.tasks(), artifacts, System::nanoTime);
    var claims = new Claiming(vertx, stores.tasks(), heartbeat, disks::isFull, precedents::expect);
    var orchestrator =
        new Orchestrator(
            stores.jobs(),
            stores.tasks(),
            new JobDecider(pipeline),
            hints,
            meters,
            traces,
            heartbeat,
            recorder,
            claims,
            recent);
    mailroom =
        roles.orchestrator()
            ? Mailroom.deciding(
                stores,
                bus,
                heartbeat,
                orchestrator,
                hints,
                claims,
                pipeline.first().spec().lane(),
                settings.isAlone(),
                PULSE)
            : Mailroom.forwarding(stores, bus, heartbeat);
    var tools =
        new TaskRunner.Tools(
            vertx,
            pipeline,
            stores.jobs(),
            stores.tasks(),
            recent,
            precedents,
            artifacts,
            mailroom.results(),
            hints,
            new ProviderGuard(vertx, meters),
            meters,
            traces,
            blocking,
            heartbeat,
            recorder,
            disks,
            stores.paidCalls());
    var runner = new TaskRunner(tools, new ScratchDir(scratch), attempts);
    workers = new Workforce(pipeline.stages(), roles, settings, claims, runner, attempts, PULSE);
    meters.begin(Stages.names(), Refusal.What.values());
    meters.lease(
        heartbeat, one -> one.age().toMillis() / 1000.0, Heartbeat::fencings, Heartbeat::burials);
    disks.names().forEach(disk -> meters.diskFree(disk, disks, one -> one.free(disk)));
    meters.diskFull(disks, one -> one.isFull() ? 1 : 0);
    household =
        new Household(
            stores,
            operations,
            artifacts,
            heartbeat,
            hints,
            settings,
            lanes(pipeline),
            new Shift(workers, heartbeat, own.drain()),
            meters);
    var verticles = new ArrayList<VerticleBase>(mailroom.verticles());
    verticles.add(
        new TrackerVerticle(timers, history, recorder, hints, meters, roles.orchestrator()));
    verticles.addAll(household.verticles());
    verticles.add(new DiskWatchVerticle(disks, heartbeat, operations.roster()::trouble));
    verticles.addAll(workers.verticles());
    running = new Lineup(vertx, verticles);
    farewell = new Farewell(vertx, stores.nodes(), heartbeat);
  }

  private static Set<Integer> lanes(Pipeline pipeline) {
    return pipeline.stages().stream()
        .map(stage -> stage.spec().lane())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Scratch and copies lie in the home. */
  private static List<Disk> disks(Settings settings) {
    var all = new ArrayList<>(List.of(new Disk("home", settings.home())));
    var shared = settings.artifacts().directory();
    if (shared != null) {
      all.add(new Disk("artifacts", shared));
    }
    return all;
  }

  /**
   * Joins and begins to work. {@code alone}: nobody else has this database, so whatever an earlier
   * process held is free at once.
   */
  Future<Void> start(boolean alone) {
    return heartbeat
        .join()
        .compose(
            joined ->
                alone
                    ? stores.nodes().takeOver(heartbeat.getAsInt(), LOST_ALONE)
                    : Future.succeededFuture(0))
        .onSuccess(
            freed ->
                log.info(
                    "node starts to work node={} taskstakenover={}", heartbeat.getAsInt(), freed))
        .compose(freed -> running.start())
        .onSuccess(
            all -> {
              mailroom.listen();
              bus.onWork(workers::wake);
              bus.onStop(jobs -> attempts.stopJobs(Set.copyOf(jobs)));
            })
        .mapEmpty();
  }

  /** This node's lease. */
  Heartbeat lease() {
    return heartbeat;
  }

  /** The disks that this node writes to. */
  DiskWatch disks() {
    return disks;
  }

  /** Somebody's job may start, or go on. */
  void wake() {
    mailroom.wake();
  }

  /** These keys may start a job. */
  void admit(Set<Integer> keys) {
    mailroom.admit(keys);
  }

  /** Which node looks after a slot of keys first; empty = no one in particular. */
  Optional<Integer> nodeOfSlot(int slot) {
    return mailroom.nodeOfSlot(slot);
  }

  /**
   * Claims nothing more, lets what runs go on for {@code patience}, hands the rest back uncounted,
   * and leaves.
   */
  Future<Void> leave(Duration patience) {
    return stores
        .nodes()
        .drain(heartbeat.getAsInt())
        .compose(none -> workers.end(patience))
        .compose(none -> running.end())
        .compose(none -> farewell.say());
  }

  /** An operator has drained this node. */
  boolean isDraining() {
    return household.isDraining();
  }
}
