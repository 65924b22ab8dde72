package dev.kinoloom.store.model;

import dev.kinoloom.domain.Claim;
import dev.kinoloom.domain.Decision;
import dev.kinoloom.domain.Decision.NewFact;
import dev.kinoloom.domain.Decision.NewTask;
import dev.kinoloom.domain.FactKind;
import dev.kinoloom.domain.JobSnapshot;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.Refusal;
import dev.kinoloom.domain.Report;
import dev.kinoloom.domain.Report.Outcome;
import dev.kinoloom.domain.Submission;
import dev.kinoloom.domain.TaskState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An engine with a clock, and short words for what happens to it in a test. */
final class Scene {
  static final Duration TTL = Duration.ofSeconds(12);
  static final int LANE = 1;
  final ModelClock clock = new ModelClock();
  final EngineModel engine = new EngineModel(clock);

  private int keys;

  int key() {
    keys++;
    return engine.addKey("key " + keys, "hash " + keys, 0);
  }

  int node() {
    return engine.nodeUp("node", TTL);
  }

  long ask(int key) {
    clock.pass(Duration.ofMillis(1));
    return engine.accept(List.of(new Submission(key, null, "h", "{}", LANE))).get(0).job();
  }

  /** Asks, admits what can be admitted, and answers the job. */
  long running(int key) {
    long job = ask(key);
    admit();
    return job;
  }

  int admit() {
    return engine.admit(100, Set.of());
  }

  List<Claim> claim(int node, int most) {
    return engine.claim(node, Map.of(LANE, most));
  }

  /** The one task that is ready. */
  Claim claim(int node) {
    var claims = claim(node, 10);
    if (claims.size() != 1) {
      throw new AssertionError("one task should be ready, not " + claims);
    }
    return claims.get(0);
  }

  JobSnapshot load(long job) {
    return engine.load(List.of(job)).get(0);
  }

  JobState state(long job) {
    return load(job).state();
  }

  List<TaskState> tasks(long job) {
    return load(job).tasks().stream().map(JobSnapshot.Task::state).toList();
  }

  List<FactKind> facts(long job) {
    return engine.facts(job, 0, 1000).stream().map(fact -> fact.kind()).toList();
  }

  boolean hasLetter(long job) {
    return engine.letters(Duration.ZERO, Set.of(), 1000).contains(job);
  }

  static Report report(Claim claim, Outcome outcome) {
    return report(claim, outcome, Duration.ZERO, "{\"epoch\":" + claim.epoch() + "}");
  }

  static Report report(Claim claim, Outcome outcome, Duration after, @Nullable String result) {
    var fact = "{\"no\":" + claim.no() + "}";
    return new Report(claim.job(), claim.no(), claim.epoch(), outcome, after, result, fact);
  }

  List<Refusal> finish(Report... reports) {
    return engine.finish(List.of(reports), List.of());
  }

  List<Refusal> finish(Report report, Decision decision) {
    return engine.finish(List.of(report), List.of(decision));
  }

  List<Refusal> decide(Decision... decisions) {
    return engine.finish(List.of(), List.of(decisions));
  }

  Decision goOn(long job, int... newTasks) {
    var tasks = new ArrayList<NewTask>();
    for (int no : newTasks) {
      tasks.add(new NewTask(no, LANE, tasks.size()));
    }
    return Decision.goOn(load(job), tasks, List.of());
  }

  Decision end(long job, JobState state) {
    return Decision.end(load(job), state, List.of(last(state)));
  }

  static NewFact last(JobState state) {
    return new NewFact(
        switch (state) {
          case COMPLETED -> FactKind.COMPLETED;
          case FAILED -> FactKind.FAILED;
          case CANCELLED -> FactKind.CANCELLED;
          default -> throw new IllegalArgumentException(state + " is not the end");
        },
        "{}");
  }

  Decision hold(long job, Decision.Hold why) {
    return Decision.hold(load(job), why, List.of(new NewFact(FactKind.HELD, "{}")));
  }

  Decision stop(long job, JobState target) {
    return Decision.stop(load(job), target, List.of());
  }

  /** Its one task fails for good, and the job becomes a dead letter. */
  void fail(long job, Claim claim) {
    finish(report(claim, Outcome.FAILED), end(job, JobState.FAILED));
  }

  /** A node dies: its lease runs out, and a steady one buries it. */
  int bury(int judge, Duration silence) {
    clock.pass(silence);
    engine.heartbeat(judge, TTL);
    return engine.reap(judge, Duration.ZERO, 3);
  }
}
