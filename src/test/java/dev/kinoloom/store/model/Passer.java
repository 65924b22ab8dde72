package dev.kinoloom.store.model;

import dev.kinoloom.domain.Claim;
import dev.kinoloom.domain.Decision;
import dev.kinoloom.domain.Decision.Hold;
import dev.kinoloom.domain.Decision.NewFact;
import dev.kinoloom.domain.Decision.NewTask;
import dev.kinoloom.domain.Decision.Timer;
import dev.kinoloom.domain.FactKind;
import dev.kinoloom.domain.JobSnapshot;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.Report;
import dev.kinoloom.domain.Report.Outcome;
import dev.kinoloom.domain.Submission;
import dev.kinoloom.domain.TaskState;
import dev.kinoloom.pipeline.Snapshots;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One of a crowd that calls everything at once: a node that claims and finishes in large mixed
 * batches, a decider, a person with a finger on every button. Knows only what the engine told it.
 */
final class Passer {
  static final Duration TTL = Duration.ofMinutes(10);
  static final int KEYS = 4;
  private static final Map<Integer, Integer> WANTS = Map.of(1, 4, 2, 4, 3, 4);
  private static final int MOST_TASKS = 5;

  private final Random dice;
  private final Engine engine;
  private final List<Claim> claims = new ArrayList<>();
  private final List<Long> effects = new ArrayList<>();
  private int node;
  private long lastJob = 1;

  Passer(long seed, Engine engine) {
    this.dice = new Random(seed);
    this.engine = engine;
    this.node = engine.nodeUp("passer " + seed, TTL);
  }

  void call() {
    switch (dice.nextInt(24)) {
      case 0, 1 -> accept();
      case 2, 3 -> engine.admit(1 + dice.nextInt(KEYS), Set.of());
      case 4, 5, 6 -> claims.addAll(engine.claim(node, WANTS));
      case 7, 8, 9, 10 -> report();
      case 11, 12 -> readLetters();
      case 13 -> intend();
      case 14 -> resolve();
      case 15 -> engine.promote(10);
      case 16 -> timers();
      case 17 -> engine.cancel(anyJob());
      case 18 -> approve();
      case 19 -> replayOrDiscard();
      case 20 -> key();
      case 21 -> tick();
      case 22 -> engine.heartbeat(node, TTL);
      default -> comeAndGo();
    }
  }

  private long anyJob() {
    return Math.max(1, lastJob - dice.nextInt(30));
  }

  private int anyKey() {
    return 1 + dice.nextInt(KEYS);
  }

  private void accept() {
    var batch = new ArrayList<Submission>();
    for (int i = dice.nextInt(5); i >= 0; i--) {
      var name = dice.nextBoolean() ? null : "i" + dice.nextInt(1000);
      batch.add(new Submission(anyKey(), name, "aa", "{}", 1 + dice.nextInt(3)));
    }
    engine.accept(batch).forEach(answer -> lastJob = Math.max(lastJob, answer.job()));
  }

  private void report() {
    Collections.shuffle(claims, dice);
    var some =
        claims.subList(0, Math.min(claims.size(), dice.nextBoolean() ? 1 : 1 + dice.nextInt(8)));
    var reports = some.stream().map(this::report).toList();
    some.clear();
    engine.finish(reports, dice.nextBoolean() ? decide(jobsOf(reports), reports) : List.of());
  }

  private static Set<Long> jobsOf(List<Report> reports) {
    return reports.stream().map(Report::job).collect(Collectors.toSet());
  }

  private Report report(Claim claim) {
    var outcome =
        claim.stop()
            ? Outcome.STOPPED
            : dice.nextInt(3) > 0
                ? Outcome.DONE
                : Outcome.values()[dice.nextInt(Outcome.values().length)];
    var result = "{\"hash\": \"h%d\", \"epoch\": %d}".formatted(dice.nextInt(20), claim.epoch());
    var fact = "{\"no\": %d}".formatted(claim.no());
    return new Report(claim.job(), claim.no(), claim.epoch(), outcome, Duration.ZERO, result, fact);
  }

  private void readLetters() {
    engine.finish(List.of(), decide(engine.letters(Duration.ZERO, Set.of(), 10), List.of()));
  }

  /** In no order: the engine has to find one. */
  private List<Decision> decide(Collection<Long> jobs, List<Report> reports) {
    var decisions = new ArrayList<Decision>();
    for (var job : engine.load(jobs)) {
      var its = reports.stream().filter(report -> report.job() == job.job()).toList();
      decisions.add(decide(Snapshots.with(job, its)));
    }
    Collections.shuffle(decisions, dice);
    return decisions;
  }

  private Decision decide(JobSnapshot job) {
    var target = job.target();
    boolean atRest = job.tasks().stream().allMatch(task -> task.state().isAtRest());
    boolean parked = job.tasks().stream().anyMatch(task -> task.state() == TaskState.PARKED);
    if (target != null) {
      return atRest && !parked ? end(job, target) : Decision.stop(job, target, List.of());
    }
    if (dice.nextInt(12) == 0) {
      return Decision.stop(
          job, dice.nextBoolean() ? JobState.FAILED : JobState.CANCELLED, List.of());
    }
    if (atRest && parked) {
      return Decision.hold(job, Hold.DOUBT, List.of(new NewFact(FactKind.HELD, "{}")));
    }
    if (atRest && job.tasks().size() >= MOST_TASKS) {
      return end(job, dice.nextInt(4) == 0 ? JobState.FAILED : JobState.COMPLETED);
    }
    return goOn(job, atRest ? 1 + dice.nextInt(2) : 0);
  }

  private Decision goOn(JobSnapshot job, int more) {
    int last = job.tasks().stream().mapToInt(JobSnapshot.Task::no).max().orElse(1);
    var tasks = new ArrayList<NewTask>();
    for (int i = 0; i < more; i++) {
      tasks.add(new NewTask(last + 1 + i, 1 + dice.nextInt(3), i));
    }
    return new Decision(
        job.job(),
        job.rev(),
        JobState.RUNNING,
        null,
        null,
        false,
        tasks,
        List.of(),
        List.of(new Timer(1, Duration.ZERO), new Timer(2, Duration.ofMillis(5))));
  }

  static Decision end(JobSnapshot job, JobState how) {
    return Decision.end(job, how, List.of(Scene.last(how)));
  }

  private void intend() {
    if (!claims.isEmpty()) {
      var claim = claims.get(dice.nextInt(claims.size()));
      engine.intend(node, claim.job(), claim.no(), claim.epoch()).ifPresent(effects::add);
    }
  }

  private void resolve() {
    if (!effects.isEmpty()) {
      long effect = effects.get(dice.nextInt(effects.size()));
      engine.resolve(effect, 1 + dice.nextInt(3), dice.nextBoolean() ? "h" : null, null);
    }
  }

  private void timers() {
    for (var timer : engine.fire(10, Duration.ofMillis(1))) {
      engine.retime(timer.job(), timer.kind(), Duration.ZERO);
    }
  }

  private void approve() {
    engine.load(List.of(anyJob(), anyJob(), anyJob(), anyJob())).stream()
        .filter(job -> job.state() == JobState.HELD)
        .forEach(job -> engine.approve(job.job(), job.rev()));
  }

  private void replayOrDiscard() {
    if (dice.nextBoolean()) {
      engine.replay(anyJob());
    } else {
      engine.discard(anyJob());
    }
  }

  private void key() {
    if (dice.nextBoolean()) {
      engine.keySet(anyKey(), 1.0 + dice.nextInt(3), null, null, null, dice.nextBoolean());
    } else {
      engine.keyPause(anyKey(), dice.nextInt(4) == 0);
    }
  }

  private void tick() {
    if (claims.isEmpty()) {
      engine.tell(anyJob(), FactKind.PROGRESS, "{}");
    } else {
      var claim = claims.get(0);
      engine.progress(node, claim.job(), claim.no(), claim.epoch(), "{}");
    }
  }

  /** A new life; the old one leaves, or is found dead. */
  private void comeAndGo() {
    switch (dice.nextInt(4)) {
      case 0 -> engine.leave(node);
      case 1 -> engine.heartbeat(node, Duration.ZERO);
      default -> {
        engine.reap(node, Duration.ZERO, 3);
        return;
      }
    }
    claims.clear();
    node = engine.nodeUp("again", TTL);
  }
}
