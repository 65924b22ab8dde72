package dev.kinoloom.worker;

import dev.kinoloom.artifact.SharedDirectory;
import dev.kinoloom.domain.Brief;
import dev.kinoloom.domain.Fact;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.JobSummary;
import dev.kinoloom.domain.Likeness;
import dev.kinoloom.domain.Submission;
import dev.kinoloom.mailbox.Mailbox;
import dev.kinoloom.mailbox.MailboxVerticle;
import dev.kinoloom.mailbox.Share;
import dev.kinoloom.membership.Heartbeat;
import dev.kinoloom.membership.Housekeeping;
import dev.kinoloom.ops.Meters;
import dev.kinoloom.ops.Traces;
import dev.kinoloom.orchestrator.Orchestrator;
import dev.kinoloom.pipeline.Briefs;
import dev.kinoloom.pipeline.Experience;
import dev.kinoloom.pipeline.Hints;
import dev.kinoloom.pipeline.JobDecider;
import dev.kinoloom.pipeline.Pipeline;
import dev.kinoloom.pipeline.Recent;
import dev.kinoloom.pipeline.Stage;
import dev.kinoloom.provider.Blocking;
import dev.kinoloom.store.TaskStore;
import dev.kinoloom.store.model.ModelStores;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A node over an in-memory store: mailbox, orchestrator and workers as in earnest, only hastier.
 */
final class Rig {
  static final Duration TTL = Duration.ofMillis(1_500);
  private static final Duration PULSE = Duration.ofMillis(50);
  private static final int MAX_LOST = 3;

  private final Vertx vertx;
  private final ModelStores stores;
  private final RunningAttempts attempts = new RunningAttempts();
  private final List<StageWorkerVerticle> workers = new ArrayList<>();
  private final Map<Long, Promise<JobSummary>> awaited = new ConcurrentHashMap<>();
  private final Map<Long, Promise<Void>> held = new ConcurrentHashMap<>();
  private final List<Long> timers = new CopyOnWriteArrayList<>();
  private final MailboxVerticle mailbox;
  private final Heartbeat heartbeat;
  private final Housekeeping housekeeping;
  final Path scratch;

  /** How long tasks took. */
  final Map<Likeness, Duration> experience = new ConcurrentHashMap<>();

  private volatile boolean deaf;

  /** Bytes left on its disk. */
  volatile long room = Long.MAX_VALUE;

  final DiskWatch disks;
  final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  /** {@code through}: what stands between this node and the store's tasks. */
  Rig(
      Vertx vertx,
      ModelStores stores,
      Path home,
      String name,
      Function<TaskStore, TaskStore> through,
      List<? extends Stage> stages) {
    this.vertx = vertx;
    this.stores = stores;
    this.scratch = home.resolve("scratch-" + name);
    var tasks = through.apply(stores.tasks());
    var pipeline = new Pipeline(List.copyOf(stages));
    var hints = new Nearby();
    var meters = new Meters(registry);
    heartbeat = new Heartbeat(stores.nodes(), tasks, attempts, name, TTL, System::nanoTime, true);
    var recent = new Recent();
    var blocking = new WorkerThreads();
    disks = new DiskWatch(List.of(new DiskWatch.Disk("home", home)), 1, place -> room, blocking);
    var artifacts = new SharedDirectory(vertx, home.resolve("artifacts"));
    var precedents = new Precedents(vertx, pipeline, tasks, artifacts, System::nanoTime);
    var claims = new Claiming(vertx, tasks, heartbeat, disks::isFull, precedents::expect);
    var orchestrator =
        new Orchestrator(
            stores.jobs(),
            tasks,
            new JobDecider(pipeline),
            hints,
            meters,
            Traces.OFF,
            heartbeat,
            Experience.NONE,
            claims,
            recent);
    mailbox =
        new MailboxVerticle(
            soon ->
                new Mailbox(
                    stores.jobs(),
                    orchestrator,
                    hints,
                    1,
                    () -> Share.EVERYTHING,
                    claims,
                    heartbeat,
                    soon),
            PULSE);
    var tools =
        new TaskRunner.Tools(
            vertx,
            pipeline,
            stores.jobs(),
            tasks,
            recent,
            precedents,
            artifacts,
            mailbox,
            hints,
            new ProviderGuard(vertx, meters),
            meters,
            Traces.OFF,
            new CountedBlocking(blocking),
            heartbeat,
            experience::put,
            disks,
            stores.paidCalls());
    var patience = new TaskRunner.Patience(Duration.ofMillis(200), Duration.ofMillis(20));
    var runner = new TaskRunner(tools, new ScratchDir(scratch), attempts, patience, () -> 0.5);
    for (var stage : pipeline.stages()) {
      workers.add(new StageWorkerVerticle(stage.spec(), 3, claims, runner::run, PULSE));
    }
    housekeeping =
        new Housekeeping(
            stores.nodes(),
            tasks,
            hints,
            heartbeat,
            TTL,
            MAX_LOST,
            Set.copyOf(pipeline.stages().stream().map(s -> s.spec().lane()).toList()));
  }

  /** From now on every hint is lost on the way to it. */
  Rig deafen() {
    deaf = true;
    return this;
  }

  Rig start() {
    heartbeat.join().await();
    disks.watch().await();
    timers.add(vertx.setPeriodic(20, t -> disks.watch()));
    vertx.deployVerticle(mailbox).await();
    timers.add(vertx.setPeriodic(TTL.toMillis() / 6, t -> heartbeat.beat()));
    timers.add(vertx.setPeriodic(20, t -> housekeeping.keep()));
    Future.all(workers.stream().map(vertx::deployVerticle).toList()).await();
    return this;
  }

  /** It neither beats nor works any more, and whatever it runs is lost. */
  void die() {
    timers.forEach(vertx::cancelTimer);
    attempts.fenceAll();
    vertx.undeploy(mailbox.deploymentID()).await();
    workers.forEach(worker -> vertx.undeploy(worker.deploymentID()).await());
    attempts.fenceAll();
  }

  /** Claims nothing more and hands back what runs. */
  void leave() {
    var idle = Future.all(workers.stream().map(StageWorkerVerticle::drain).toList());
    attempts.drain();
    await(idle.mapEmpty());
    timers.forEach(vertx::cancelTimer);
    stores.nodes().leave(heartbeat.getAsInt()).await();
  }

  /** How many attempts of a stage ended so. */
  long attempts(String stage, String outcome) {
    return registry.timer("kinoloom.task.duration", "stage", stage, "outcome", outcome).count();
  }

  int key(String name) {
    return stores.keys().create(name, name, 0).await();
  }

  long submit(int key, Brief brief) {
    return submit(key, Briefs.payload(brief));
  }

  long submit(int key, String payload) {
    var job =
        stores
            .jobs()
            .accept(List.of(new Submission(key, null, "00", payload, 1)))
            .await()
            .get(0)
            .job();
    wake();
    return job;
  }

  void cancel(long job) {
    stores.jobs().cancel(job).await();
    if (!deaf) {
      attempts.stopJobs(Set.of(job));
    }
    wake();
  }

  private void wake() {
    if (!deaf) {
      mailbox.wake();
    }
  }

  /** The job once it has ended. */
  JobSummary ended(long job) {
    Promise<JobSummary> promise = awaited.computeIfAbsent(job, id -> Promise.promise());
    look(Set.of(job));
    return await(promise.future());
  }

  /** Waits until the job is held. */
  void awaitHeld(long job) {
    Promise<Void> promise = held.computeIfAbsent(job, id -> Promise.promise());
    look(Set.of(job));
    await(promise.future());
  }

  private static <T> T await(Future<T> future) {
    return future.timeout(60, TimeUnit.SECONDS).await();
  }

  List<Fact> facts(long job) {
    return stores.facts().after(job, 0, 1000).await();
  }

  private void look(Set<Long> jobs) {
    for (var job : jobs) {
      var promise = awaited.get(job);
      var waiting = held.get(job);
      stores
          .jobs()
          .find(job)
          .onSuccess(
              found -> {
                if (waiting != null && found.filter(j -> j.state() == JobState.HELD).isPresent()) {
                  waiting.tryComplete();
                }
                if (promise != null && found.filter(j -> j.state().isFinal()).isPresent()) {
                  promise.tryComplete(found.get());
                }
              });
    }
  }

  /** What is kept with the job's only task. */
  @Nullable String resultOf(long job) {
    return stores.jobs().load(List.of(job)).await().get(0).tasks().get(0).result();
  }

  JobState stateOf(long job) {
    return stores.jobs().find(job).await().orElseThrow().state();
  }

  private final class Nearby implements Hints {
    @Override
    public void changed(Set<Long> jobs) {
      look(jobs);
    }

    @Override
    public void work(Set<Integer> lanes) {
      if (!deaf) {
        workers.stream()
            .filter(worker -> lanes.contains(worker.lane()))
            .forEach(StageWorkerVerticle::wake);
      }
    }

    @Override
    public void stop(Set<Long> jobs) {
      if (!deaf) {
        attempts.stopJobs(jobs);
      }
    }
  }

  private final class WorkerThreads implements Blocking {
    @Override
    public <T> Future<T> run(Callable<T> work) {
      return vertx.executeBlocking(work, false);
    }
  }
}
