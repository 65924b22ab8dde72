package dev.kinoloom.boot;

import dev.kinoloom.artifact.ArtifactStore;
import dev.kinoloom.bus.Bus;
import dev.kinoloom.config.Settings;
import dev.kinoloom.mailbox.Mailbox;
import dev.kinoloom.mailbox.MailboxVerticle;
import dev.kinoloom.membership.Heartbeat;
import dev.kinoloom.membership.Housekeeping;
import dev.kinoloom.membership.MembershipVerticle;
import dev.kinoloom.ops.Meters;
import dev.kinoloom.ops.Traces;
import dev.kinoloom.orchestrator.Orchestrator;
import dev.kinoloom.pipeline.JobDecider;
import dev.kinoloom.pipeline.Pipeline;
import dev.kinoloom.pipeline.Stage;
import dev.kinoloom.provider.Blocking;
import dev.kinoloom.store.Stores;
import dev.kinoloom.worker.ProviderGuard;
import dev.kinoloom.worker.RunningAttempts;
import dev.kinoloom.worker.ScratchDir;
import dev.kinoloom.worker.StageWorkerVerticle;
import dev.kinoloom.worker.TaskRunner;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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

  private static final Duration FAREWELL = Duration.ofSeconds(8);

  private final Vertx vertx;
  private final Stores stores;
  private final Bus bus;
  private final Settings.Node settings;
  private final RunningAttempts attempts = new RunningAttempts();
  private final Heartbeat heartbeat;
  private final MailboxVerticle mailbox;
  private final MembershipVerticle membership;
  private final List<StageWorkerVerticle> workers = new ArrayList<>();

  /** {@code scratch}: a directory of this process alone. */
  Engine(
      Vertx vertx,
      Stores stores,
      ArtifactStore artifacts,
      Bus bus,
      Pipeline pipeline,
      Blocking blocking,
      Settings settings,
      Meters meters,
      Traces traces,
      Path scratch) {
    this.vertx = vertx;
    this.stores = stores;
    this.bus = bus;
    this.settings = settings.node();
    var hints = new BusHints(bus);
    heartbeat =
        new Heartbeat(
            stores.nodes(),
            stores.tasks(),
            attempts,
            this.settings.name(),
            this.settings.leaseTtl(),
            System::nanoTime);
    var orchestrator =
        new Orchestrator(
            stores.jobs(),
            stores.tasks(),
            new JobDecider(pipeline),
            hints,
            meters,
            traces,
            heartbeat);
    mailbox =
        new MailboxVerticle(
            new Mailbox(stores.jobs(), orchestrator, hints, pipeline.first().spec().lane()), PULSE);
    var tools =
        new TaskRunner.Tools(
            vertx,
            pipeline,
            stores.jobs(),
            stores.tasks(),
            artifacts,
            mailbox,
            hints,
            new ProviderGuard(vertx, meters),
            meters,
            traces,
            blocking,
            heartbeat);
    var runner = new TaskRunner(tools, new ScratchDir(scratch), attempts);
    var lanes = new HashSet<Integer>();
    for (Stage stage : pipeline.stages()) {
      lanes.add(stage.spec().lane());
      int capacity = settings.capacity(stage.spec().name(), Stages.capacity(stage.spec().name()));
      workers.add(
          new StageWorkerVerticle(
              stage.spec(), capacity, stores.tasks(), runner, heartbeat, PULSE));
    }
    var housekeeping =
        new Housekeeping(
            stores.nodes(),
            stores.tasks(),
            hints,
            heartbeat,
            this.settings.leaseTtl(),
            this.settings.maxLost(),
            lanes);
    membership = new MembershipVerticle(heartbeat, housekeeping, this.settings.beat());
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
        .compose(freed -> vertx.deployVerticle(mailbox))
        .compose(id -> vertx.deployVerticle(membership))
        .compose(id -> Future.all(workers.stream().map(vertx::deployVerticle).toList()))
        .onSuccess(
            all -> {
              bus.onWork(this::wakeWorkers);
              bus.onStop(jobs -> attempts.stopJobs(Set.copyOf(jobs)));
            })
        .mapEmpty();
  }

  /** A key may start a job. */
  void admit() {
    mailbox.wake();
  }

  /**
   * A job is to be stopped: what runs of it here is told at once, what runs elsewhere by the bus.
   */
  void stopJob(long job) {
    bus.stop(List.of(job));
    mailbox.wake();
  }

  /**
   * Claims nothing more, lets what runs go on for {@code patience}, hands the rest back uncounted,
   * and leaves.
   */
  Future<Void> leave(Duration patience) {
    var idle = Future.all(workers.stream().map(StageWorkerVerticle::drain).toList());
    return stores
        .nodes()
        .drain(heartbeat.getAsInt())
        .compose(
            none -> within(idle.mapEmpty(), patience).recover(late -> handBack(idle.mapEmpty())))
        .compose(none -> rest())
        .compose(none -> stores.nodes().leave(heartbeat.getAsInt()))
        .onSuccess(held -> log.info("node leaves node={} stillheld={}", heartbeat.getAsInt(), held))
        .mapEmpty();
  }

  /** Nothing looks for work any more. */
  private Future<Void> rest() {
    var verticles = Stream.concat(Stream.of(mailbox, membership), workers.stream());
    return Future.join(verticles.map(one -> vertx.undeploy(one.deploymentID())).toList())
        .mapEmpty();
  }

  private Future<Void> handBack(Future<Void> idle) {
    attempts.drain();
    return within(idle, FAREWELL).otherwiseEmpty();
  }

  private static Future<Void> within(Future<Void> what, Duration time) {
    return what.timeout(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void wakeWorkers(List<Integer> lanes) {
    workers.stream()
        .filter(worker -> lanes.contains(worker.lane()))
        .forEach(StageWorkerVerticle::wake);
  }
}
