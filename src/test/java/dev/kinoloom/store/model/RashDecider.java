package dev.kinoloom.store.model;

import dev.kinoloom.domain.Decision;
import dev.kinoloom.domain.Decision.Hold;
import dev.kinoloom.domain.Decision.NewFact;
import dev.kinoloom.domain.Decision.NewTask;
import dev.kinoloom.domain.Decision.Timer;
import dev.kinoloom.domain.FactKind;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.Report;
import dev.kinoloom.domain.TaskState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides by dice. It knows its trade (a job that has come to rest goes on, is held or ends), but
 * now and then it decides on an old revision, or too early.
 */
final class RashDecider {
  private static final int MOST_TASKS = 6;
  private final Random dice;

  RashDecider(Random dice) {
    this.dice = dice;
  }

  /** What shall become of {@code job}, once {@code reports} about it are recorded. */
  Decision decide(Job job, List<Report> reports) {
    var expected = expected(job, reports);
    boolean atRest = expected.stream().allMatch(TaskState::isAtRest);
    int rev = revision(job);
    if (job.state == JobState.STOPPING) {
      return stopped(job, rev, atRest);
    }
    if (dice.nextInt(15) == 0) {
      return end(job, rev);
    }
    if (dice.nextInt(15) == 0) {
      return stop(job, rev);
    }
    if (!atRest) {
      return goOn(job, rev, dice.nextInt(3));
    }
    if (expected.contains(TaskState.PARKED)) {
      return hold(job, rev, dice.nextInt(4) == 0 ? Hold.REVIEW : Hold.DOUBT);
    }
    if (job.tasks.size() < MOST_TASKS && dice.nextInt(5) < 3) {
      return goOn(job, rev, 1 + dice.nextInt(3));
    }
    return dice.nextInt(6) == 0 ? hold(job, rev, Hold.REVIEW) : end(job, rev);
  }

  /** On with one more task at most, or completed, even while tasks are not at rest. */
  Decision decideSimply(Job job, Report report) {
    boolean atRest = expected(job, List.of(report)).stream().allMatch(TaskState::isAtRest);
    int rev = revision(job);
    boolean full = job.tasks.size() >= MOST_TASKS;
    return dice.nextInt(3) == 0 || (atRest && full)
        ? ending(job, rev, JobState.COMPLETED)
        : goOn(job, rev, atRest ? 1 : dice.nextInt(2));
  }

  private int revision(Job job) {
    return dice.nextInt(12) == 0 ? Math.max(0, job.rev - 1) : job.rev;
  }

  private static Collection<TaskState> expected(Job job, List<Report> reports) {
    var states = new TreeMap<Integer, TaskState>();
    job.tasks.values().forEach(task -> states.put(task.no, task.state));
    for (var report : reports) {
      states.put(
          report.no(),
          switch (report.outcome()) {
            case HANDED_BACK -> TaskState.READY;
            case LOOK_AGAIN, RETRY -> TaskState.WAITING;
            case PARKED -> TaskState.PARKED;
            case DONE -> TaskState.DONE;
            case FAILED -> TaskState.FAILED;
            case STOPPED -> TaskState.CANCELLED;
          });
    }
    return states.values();
  }

  private Decision stopped(Job job, int rev, boolean atRest) {
    if (!atRest && dice.nextInt(4) > 0) {
      return decision(job, rev, JobState.STOPPING, null, null, List.of(), words());
    }
    var target = dice.nextInt(6) > 0 ? job.target : JobState.COMPLETED;
    return ending(job, rev, target == null ? JobState.FAILED : target);
  }

  private Decision end(Job job, int rev) {
    var ends = new JobState[] {JobState.COMPLETED, JobState.COMPLETED, JobState.FAILED};
    return ending(
        job, rev, dice.nextInt(10) == 0 ? JobState.CANCELLED : ends[dice.nextInt(ends.length)]);
  }

  private Decision ending(Job job, int rev, JobState how) {
    var facts = new ArrayList<>(words());
    facts.add(Scene.last(how));
    return decision(job, rev, how, null, null, List.of(), facts);
  }

  private Decision stop(Job job, int rev) {
    var targets = new @Nullable JobState[] {JobState.FAILED, JobState.CANCELLED, null};
    return decision(
        job, rev, JobState.STOPPING, targets[dice.nextInt(3)], null, List.of(), words());
  }

  private Decision hold(Job job, int rev, Hold why) {
    return decision(
        job, rev, JobState.HELD, null, why, List.of(), List.of(new NewFact(FactKind.HELD, "{}")));
  }

  private Decision goOn(Job job, int rev, int most) {
    int last = job.tasks.isEmpty() ? 1 : Math.max(1, job.tasks.lastKey());
    int more = job.tasks.size() >= MOST_TASKS ? 0 : most;
    var tasks = new ArrayList<NewTask>();
    for (int i = 0; i < more; i++) {
      tasks.add(new NewTask(last + 1 + i, Gambler.lane(dice), i));
    }
    return decision(job, rev, JobState.RUNNING, null, null, tasks, words());
  }

  private List<NewFact> words() {
    return List.of(new NewFact(FactKind.PROGRESS, "{}"), new NewFact(FactKind.PROGRESS, "{}"))
        .subList(0, dice.nextInt(3));
  }

  private Decision decision(
      Job job,
      int rev,
      JobState next,
      @Nullable JobState target,
      @Nullable Hold why,
      List<NewTask> tasks,
      List<NewFact> facts) {
    var timers = new ArrayList<Timer>();
    for (int kind = 1; kind <= 2; kind++) {
      if (dice.nextInt(6) == 0) {
        timers.add(new Timer(kind, Duration.ofMillis(dice.nextInt(5000))));
      }
    }
    boolean dead = next == JobState.FAILED && dice.nextInt(4) > 0;
    return new Decision(job.id, rev, next, target, why, dead, tasks, facts, timers);
  }
}
