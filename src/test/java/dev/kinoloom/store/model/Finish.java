package dev.kinoloom.store.model;

import dev.kinoloom.codec.Json;
import dev.kinoloom.domain.Decision;
import dev.kinoloom.domain.Decision.NewTask;
import dev.kinoloom.domain.FactKind;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.Refusal;
import dev.kinoloom.domain.Refusal.What;
import dev.kinoloom.domain.Report;
import dev.kinoloom.domain.Report.Outcome;
import dev.kinoloom.domain.TaskState;
import dev.kinoloom.store.model.Job.DeadLetter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;

/**
 * Results of tasks and decisions on jobs, a batch of many jobs in one commit. A result whose
 * decision does not stand is recorded all the same, and becomes a letter.
 */
final class Finish {
  private final Tables tables;
  private final Effects effects;
  private final Lanes lanes;
  private final KeyLines lines;

  Finish(Tables tables, Effects effects, Lanes lanes, KeyLines lines) {
    this.tables = tables;
    this.effects = effects;
    this.lanes = lanes;
    this.lines = lines;
  }

  /** Answers only what was not taken. */
  List<Refusal> finish(List<Report> reports, List<Decision> decisions) {
    var refusals = new ArrayList<Refusal>();
    var entries = entriesOf(reports, decisions, refusals);
    var now = lanes.now();
    entries.forEach(entry -> takeResults(entry, now));
    entries.forEach(this::judge);
    entries.forEach(this::change);
    entries.forEach(this::tell);
    enterTasks(entries);
    entries.forEach(this::setTimers);
    entries.forEach(this::leaveLine);
    entries.forEach(this::followUp);
    lanes.stop(entries.stream().filter(Entry::beginsToStop).map(entry -> entry.job).toList());
    entries.forEach(entry -> refuse(entry, refusals));
    return List.copyOf(refusals);
  }

  /** One a job; what the database would not take at all is refused here. */
  private List<Entry> entriesOf(
      List<Report> reports, List<Decision> decisions, List<Refusal> refusals) {
    var batch = Batch.of(reports, decisions);
    batch.doubled().forEach(d -> refusals.add(new Refusal(What.STALE, d.job(), 0)));
    var entries = new ArrayList<Entry>();
    for (var asked : batch.jobs()) {
      var job = tables.jobs.get(asked.job());
      if (job == null || asked.isImpossibleFor(job)) {
        refusals.addAll(asked.rejected());
      } else {
        entries.add(new Entry(job, asked.reports(), asked.decision()));
      }
    }
    return entries;
  }

  private void takeResults(Entry entry, IntFunction<Instant> now) {
    for (var result : entry.byNumber()) {
      var task = entry.job.tasks.get(result.report.no());
      if (task != null && task.state == TaskState.LEASED && task.epoch == result.report.epoch()) {
        take(task, result.report, now.apply(task.lane));
        result.taken = true;
      }
    }
  }

  private void take(Task task, Report report, Instant now) {
    var next = after(task, report);
    if (report.outcome() == Outcome.HANDED_BACK) {
      task.rank = Tables.later(task.rank, now);
    }
    boolean uncounted =
        report.outcome() == Outcome.HANDED_BACK || report.outcome() == Outcome.LOOK_AGAIN;
    task.attempt -= uncounted && !task.stop ? 1 : 0;
    task.due = next == TaskState.WAITING ? tables.now().plus(report.after()) : null;
    task.node = null;
    task.result = report.result();
    task.state = next;
    keepForOthers(task);
  }

  private TaskState after(Task task, Report report) {
    boolean unfinished = report.outcome().code() <= Outcome.PARKED.code();
    if (task.stop && unfinished) {
      boolean looksAfterSomething = report.outcome() != Outcome.PARKED && effects.isOpen(task);
      if (!looksAfterSomething) {
        return TaskState.CANCELLED;
      }
    }
    return switch (report.outcome()) {
      case HANDED_BACK -> TaskState.READY;
      case LOOK_AGAIN, RETRY -> TaskState.WAITING;
      case PARKED ->
          effects.wasResolvedSince(task, report.epoch()) ? TaskState.READY : TaskState.PARKED;
      case DONE -> TaskState.DONE;
      case FAILED -> TaskState.FAILED;
      case STOPPED -> TaskState.CANCELLED;
    };
  }

  /** What was done once for a key need not be done again. */
  private void keepForOthers(Task task) {
    if (task.state != TaskState.DONE || task.result == null) {
      return;
    }
    var json = Json.tree(task.result);
    var hash = json.path("hash");
    if (hash.isTextual() && !json.path("reused").asBoolean()) {
      tables.checkpoints.putIfAbsent(
          new Tables.Checkpoint(task.job.key.id, hash.asText()), task.result);
    }
  }

  private void judge(Entry entry) {
    var decision = entry.decision;
    if (decision == null) {
      return;
    }
    var job = entry.job;
    entry.isNotAtRest = leavesSomethingRunning(job, decision) || isImpossible(job, decision);
    boolean fits =
        job.state == JobState.RUNNING
            || (job.state == JobState.STOPPING
                && (decision.next() == JobState.STOPPING || decision.next() == job.target));
    entry.stands = entry.isCurrent() && !entry.isNotAtRest && fits;
  }

  private static boolean leavesSomethingRunning(Job job, Decision decision) {
    boolean leaves = decision.next() != JobState.RUNNING && decision.next() != JobState.STOPPING;
    return leaves
        && job.hasTask(
            task ->
                !task.state.isAtRest()
                    || (task.state == TaskState.PARKED && decision.next() != JobState.HELD));
  }

  /** Who leaves or stops brings no new tasks; who stops says for what. */
  private static boolean isImpossible(Job job, Decision decision) {
    boolean bringsTasks = decision.next() != JobState.RUNNING && !decision.tasks().isEmpty();
    boolean aimless =
        decision.next() == JobState.STOPPING
            && job.state == JobState.RUNNING
            && decision.target() != JobState.FAILED
            && decision.target() != JobState.CANCELLED;
    return bringsTasks || aimless;
  }

  private void change(Entry entry) {
    var job = entry.job;
    var decision = entry.standing();
    if (decision == null) {
      if (entry.isLetter()) {
        job.rev++;
        job.wake(tables.now());
      }
      return;
    }
    job.rev++;
    if (decision.next() == JobState.STOPPING && job.state == JobState.RUNNING) {
      job.target = decision.target();
      job.wake(tables.now()); // looked at again: perhaps nothing was leased
    } else {
      job.wakeAt = null;
    }
    job.heldFor = decision.next() == JobState.HELD ? holdOf(decision) : null;
    if (decision.next() == JobState.FAILED && decision.deadLetter()) {
      job.dead = DeadLetter.OPEN;
    }
    job.state = decision.next();
    if (job.state.isFinal()) {
      job.end(job.state, tables.now());
    }
  }

  private static Decision.Hold holdOf(Decision decision) {
    return Objects.requireNonNullElse(decision.hold(), Decision.Hold.REVIEW);
  }

  private void tell(Entry entry) {
    for (var result : entry.results) {
      if (result.taken && result.report.fact() != null) {
        boolean done = result.report.outcome() == Outcome.DONE;
        tables.tell(
            entry.job, done ? FactKind.TASK_DONE : FactKind.TASK_SETBACK, result.report.fact());
      }
    }
    var decision = entry.standing();
    if (decision != null) {
      decision.facts().forEach(fact -> tables.tell(entry.job, fact.kind(), fact.data()));
    }
  }

  private record Place(VirtualKey key, int lane) {}

  /**
   * New tasks of one key enter a lane one behind the other: the n-th of the call, n gaps of its own
   * job behind what waits there.
   */
  private void enterTasks(List<Entry> entries) {
    var entering = new ArrayList<Task>();
    var numbers = new HashMap<Place, Integer>();
    for (var entry : entries) {
      for (var asked : inOrder(entry)) {
        var place = new Place(entry.job.key, asked.lane());
        int n = numbers.merge(place, 1, Integer::sum);
        var before = lanes.behind(place.key, place.lane).orElseGet(tables::now);
        var rank = Tables.plusSeconds(before, n * entry.job.gap);
        entering.add(new Task(entry.job, asked.no(), asked.lane(), rank));
      }
    }
    entering.forEach(task -> task.job.tasks.put(task.no, task));
  }

  private static List<NewTask> inOrder(Entry entry) {
    var decision = entry.standing();
    return decision == null
        ? List.of()
        : decision.tasks().stream()
            .sorted(Comparator.comparing(NewTask::nth).thenComparing(NewTask::no))
            .toList();
  }

  private void setTimers(Entry entry) {
    var decision = entry.standing();
    if (decision == null) {
      return;
    }
    for (var timer : decision.timers()) {
      var at = tables.now().plus(timer.after());
      var id = new DueTimer.Id(entry.job.id, timer.kind());
      var set = tables.timers.get(id);
      tables.timers.put(id, set == null ? new DueTimer(id.job(), id.kind(), at, 0) : set.at(at));
    }
  }

  private void leaveLine(Entry entry) {
    if (!entry.stands || entry.job.runs()) {
      return;
    }
    var job = entry.job;
    job.key.running--;
    job.key.open -= job.state.isFinal() ? 1 : 0;
    job.key.dead += job.dead == DeadLetter.OPEN ? 1 : 0;
  }

  private void followUp(Entry entry) {
    if (!entry.stands) {
      return;
    }
    var job = entry.job;
    if (!job.runs()) {
      lines.ready(job.key);
    }
    if (job.state.isFinal()) {
      tables.forgetTimersOf(job);
    }
  }

  private static void refuse(Entry entry, List<Refusal> refusals) {
    for (var result : entry.results) {
      if (!result.taken) {
        refusals.add(new Refusal(What.FENCED, entry.job.id, result.report.no()));
      }
    }
    if (entry.decision != null && !entry.stands) {
      boolean notAtRest = entry.isCurrent() && entry.isNotAtRest;
      refusals.add(new Refusal(notAtRest ? What.NOT_AT_REST : What.STALE, entry.job.id, 0));
    }
  }
}
