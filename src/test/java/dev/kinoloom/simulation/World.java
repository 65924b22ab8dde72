package dev.kinoloom.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.codec.TaskResults;
import dev.kinoloom.domain.Claim;
import dev.kinoloom.domain.Decision;
import dev.kinoloom.domain.Failure;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.Holding;
import dev.kinoloom.domain.JobSnapshot;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.Report;
import dev.kinoloom.domain.Report.Outcome;
import dev.kinoloom.domain.Submission;
import dev.kinoloom.domain.Usage;
import dev.kinoloom.ops.Meters;
import dev.kinoloom.ops.Traces;
import dev.kinoloom.orchestrator.Orchestrator;
import dev.kinoloom.pipeline.Briefs;
import dev.kinoloom.pipeline.Hints;
import dev.kinoloom.pipeline.JobDecider;
import dev.kinoloom.pipeline.JobViews;
import dev.kinoloom.pipeline.Pipeline;
import dev.kinoloom.pipeline.Results;
import dev.kinoloom.store.model.ModelClock;
import dev.kinoloom.store.model.ModelStores;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Nodes, jobs and everything that can go wrong between them, on a clock that is moved by hand. The
 * same seed lives the same life.
 */
final class World {
  static final Duration TTL = Duration.ofSeconds(12);
  static final int MAX_LOST = 3;
  private static final int ATTEMPTS = 3;
  private static final int ROUNDS_TO_REST = 400;

  /** A process, as long as it lives, and what it believes to run. */
  private static final class Node {
    private final int id;
    private final Map<String, Claim> runs = new TreeMap<>();
    private final Set<String> stopping = new HashSet<>();
    private boolean asleep;

    Node(int id) {
      this.id = id;
    }
  }

  private final Random random;
  private final ModelClock clock = new ModelClock();
  private final ModelStores stores = new ModelStores(clock);
  private final Pipeline pipeline;
  private final JobDecider decider;
  private final Orchestrator orchestrator;
  private final List<Node> nodes = new ArrayList<>();
  private final List<Report> onTheirWay = new ArrayList<>();
  private final List<Decision> slowDecisions = new ArrayList<>();
  private final Map<Integer, Integer> lanes = new HashMap<>();
  private final Map<String, Integer> newestEpochs = new HashMap<>();
  final List<Long> jobs = new ArrayList<>();
  final Set<Long> cancelled = new HashSet<>();
  final Set<Long> failed = new HashSet<>();

  World(long seed) {
    random = new Random(seed);
    pipeline = Graphs.random(random);
    pipeline.stages().forEach(stage -> lanes.put(stage.spec().lane(), 2));
    decider = new JobDecider(pipeline);
    orchestrator =
        new Orchestrator(
            stores.jobs(),
            stores.tasks(),
            decider,
            new Silence(),
            new Meters(new SimpleMeterRegistry()),
            Traces.OFF,
            () -> 1);
    for (int key = 0; key <= random.nextInt(2); key++) {
      submit(get(stores.keys().create("key" + key, "hash" + key, key)), 1 + random.nextInt(3));
    }
    nodeUp();
    nodeUp();
  }

  ModelStores stores() {
    return stores;
  }

  Pipeline pipeline() {
    return pipeline;
  }

  JobSnapshot load(long job) {
    return get(stores.jobs().load(List.of(job))).get(0);
  }

  static <T> T get(Future<T> future) {
    assertThat(future.isComplete()).as("the model answers at once").isTrue();
    assertThat(future.cause()).isNull();
    return future.result();
  }

  private void submit(int key, int count) {
    for (int i = 0; i < count; i++) {
      var submission = new Submission(key, null, "00", Briefs.payload(), 1);
      jobs.add(get(stores.jobs().accept(List.of(submission))).get(0).job());
    }
  }

  /** One thing happens. */
  void step() {
    switch (random.nextInt(15)) {
      case 0 -> clock.pass(Duration.ofMillis(random.nextInt(3_000)));
      case 14 -> maybe(4, this::stumble);
      case 1 -> beat(any());
      case 2, 3 -> claim(any());
      case 4, 5, 6 -> end(any());
      case 7 -> arrive();
      case 8 -> look();
      case 9 -> admit();
      case 10 -> keepHouse(any());
      case 11 -> decideSlowly();
      case 12 -> maybe(8, this::dieAndReturn);
      default -> maybe(12, this::cancel);
    }
  }

  private void maybe(int oneIn, Runnable what) {
    if (random.nextInt(oneIn) == 0) {
      what.run();
    }
  }

  private Node any() {
    var awake = nodes.stream().filter(node -> !node.asleep).toList();
    return awake.isEmpty() ? nodes.get(0) : awake.get(random.nextInt(awake.size()));
  }

  /** The database's clock is put right, or a process sleeps, or wakes up. */
  private void stumble() {
    switch (random.nextInt(4)) {
      case 0 -> clock.pass(Duration.ofSeconds(random.nextInt(3_600)));
      case 1 -> clock.pass(Duration.ofSeconds(-random.nextInt(60)));
      case 2 -> any().asleep = true;
      default -> nodes.forEach(node -> node.asleep = false);
    }
  }

  private void nodeUp() {
    nodes.add(new Node(get(stores.nodes().up("n", TTL))));
  }

  /** A process dies; what it had sent may still arrive, and another comes up. */
  private void dieAndReturn() {
    var dead = any();
    dead.runs.values().forEach(claim -> maybe(4, () -> onTheirWay.add(report(dead, claim))));
    nodes.remove(dead);
    nodeUp();
  }

  private void beat(Node node) {
    var held = get(stores.nodes().heartbeat(node.id, TTL));
    if (held.isEmpty()) {
      nodes.remove(node);
      nodeUp();
      return;
    }
    var leases = new HashSet<String>();
    for (Holding holding : held.get()) {
      var lease = holding.job() + "." + holding.no() + "." + holding.epoch();
      leases.add(lease);
      if (holding.stop()) {
        node.stopping.add(lease);
      }
      if (!node.runs.containsKey(lease)) { // the answer to the claim was lost
        var outcome = holding.stop() ? Outcome.STOPPED : Outcome.HANDED_BACK;
        onTheirWay.add(
            new Report(
                holding.job(), holding.no(), holding.epoch(), outcome, Duration.ZERO, null, null));
      }
    }
    node.runs.keySet().retainAll(leases);
  }

  private void claim(Node node) {
    boolean answerLost = random.nextInt(20) == 0;
    for (var claim : get(stores.tasks().claim(node.id, lanes))) {
      needsAreDone(claim);
      newestEpochs.put(claim.job() + "." + claim.no(), claim.epoch());
      if (!answerLost) {
        node.runs.put(claim.job() + "." + claim.no() + "." + claim.epoch(), claim);
      }
    }
  }

  private void needsAreDone(Claim claim) {
    var view = JobViews.of(load(claim.job()), pipeline);
    var plan = pipeline.plan(view).get(pipeline.task(claim.no()));
    assertThat(plan).as("only what is planned is claimed").isNotNull();
    assertThat(plan.needs())
        .as("what a task needs is done before it starts")
        .allMatch(view::isDone);
  }

  /** An attempt ends, and its report takes one of many ways. */
  private void end(Node node) {
    if (node.runs.isEmpty()) {
      return;
    }
    var running = List.copyOf(node.runs.entrySet());
    var ending = running.get(random.nextInt(running.size()));
    var report = report(node, ending.getValue());
    switch (random.nextInt(6)) {
      case 0 -> onTheirWay.add(report); // late
      case 1 -> { // twice
        settle(report);
        onTheirWay.add(report);
      }
      case 2 -> get(stores.tasks().finish(node.id, List.of(report), List.of())); // as a letter
      case 3 -> { // the answer was lost: the node believes that it still runs
        settle(report);
        return;
      }
      default -> settle(report);
    }
    node.runs.remove(ending.getKey());
  }

  private Report report(Node node, Claim claim) {
    var lease = claim.job() + "." + claim.no() + "." + claim.epoch();
    if (claim.stop() || node.stopping.contains(lease)) {
      return report(claim, Outcome.STOPPED, null);
    }
    int fate = random.nextInt(100);
    if (fate < 70) {
      return done(claim);
    }
    if (fate < 85 && claim.attempt() < ATTEMPTS) {
      return report(claim, Outcome.RETRY, null);
    }
    if (fate < 92) {
      return report(claim, Outcome.HANDED_BACK, null);
    }
    if (fate < 95) {
      return report(claim, Outcome.PARKED, null);
    }
    if (fate < 97) {
      failed.add(claim.job());
      var why = new Failure(FailureKind.UNSUPPORTED, "by chance");
      return report(claim, Outcome.FAILED, TaskResults.failed(claim.epoch(), why, 4));
    }
    return done(claim);
  }

  private static Report done(Claim claim) {
    var value = "{\"text\":\"%d\"}".formatted(claim.no());
    return new Report(
        claim.job(),
        claim.no(),
        claim.epoch(),
        Outcome.DONE,
        Duration.ZERO,
        TaskResults.done(claim.epoch(), "", value, 1, false, Usage.NONE),
        "{\"no\":%d}".formatted(claim.no()));
  }

  private Report report(Claim claim, Outcome outcome, @Nullable String result) {
    var after = outcome == Outcome.RETRY ? Duration.ofMillis(random.nextInt(2_000)) : Duration.ZERO;
    return new Report(claim.job(), claim.no(), claim.epoch(), outcome, after, result, null);
  }

  private void settle(Report report) {
    var answer = get(orchestrator.settle(List.of(report), Set.of())).answer(report);
    if (answer == Results.Answer.TAKEN) {
      assertThat(newestEpochs)
          .as("only the newest lease's result is taken")
          .containsEntry(report.job() + "." + report.no(), report.epoch());
    }
  }

  /** Something that was late arrives, in any order, alone or with others. */
  private void arrive() {
    if (!onTheirWay.isEmpty()) {
      settle(onTheirWay.remove(random.nextInt(onTheirWay.size())));
    }
    if (!slowDecisions.isEmpty() && random.nextBoolean()) {
      var decision = slowDecisions.remove(random.nextInt(slowDecisions.size()));
      get(stores.tasks().finish(1, List.of(), List.of(decision)));
    }
  }

  /** Another decider looks at a job now and will be heard later, when much may have changed. */
  private void decideSlowly() {
    decider.decide(load(jobs.get(random.nextInt(jobs.size())))).ifPresent(slowDecisions::add);
  }

  private void look() {
    var letters = get(stores.jobs().letters(Duration.ZERO, Set.of(), 100));
    get(orchestrator.settle(List.of(), Set.copyOf(letters)));
  }

  private void admit() {
    get(stores.jobs().admit(10, Set.of()));
  }

  private void keepHouse(Node node) {
    get(stores.tasks().promote(100));
    get(stores.nodes().reap(node.id, TTL, MAX_LOST));
  }

  private void cancel() {
    var job = jobs.get(random.nextInt(jobs.size()));
    cancelled.add(job);
    get(stores.jobs().cancel(job));
  }

  /** Nothing goes wrong any more; persons say yes to what is held. */
  void comeToRest() {
    nodes.forEach(node -> node.asleep = false);
    for (int round = 0; round < ROUNDS_TO_REST && !isAtRest(); round++) {
      clock.pass(Duration.ofSeconds(1));
      List.copyOf(nodes).forEach(this::beat);
      List.copyOf(nodes).forEach(this::keepHouse);
      while (!onTheirWay.isEmpty() || !slowDecisions.isEmpty()) {
        arrive();
      }
      approveAll();
      admit();
      nodes.forEach(this::claim);
      nodes.forEach(this::finishAll);
      look();
    }
  }

  boolean isAtRest() {
    return jobs.stream().allMatch(job -> load(job).state().isFinal());
  }

  private void approveAll() {
    for (var job : jobs) {
      var snapshot = load(job);
      if (snapshot.state() == JobState.HELD) {
        get(stores.jobs().approve(job, snapshot.rev()));
      }
    }
  }

  private void finishAll(Node node) {
    node.runs.forEach(
        (lease, claim) ->
            settle(
                claim.stop() || node.stopping.contains(lease)
                    ? report(claim, Outcome.STOPPED, null)
                    : done(claim)));
    node.runs.clear();
  }

  private static final class Silence implements Hints {
    @Override
    public void changed(Set<Long> jobs) {}

    @Override
    public void work(Set<Integer> lanes) {}

    @Override
    public void stop(Set<Long> jobs) {}
  }
}
