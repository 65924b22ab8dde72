package dev.kinoloom.exploration;

import static dev.kinoloom.exploration.State.CANCELLED;
import static dev.kinoloom.exploration.State.COMPLETED;
import static dev.kinoloom.exploration.State.FAILED;
import static dev.kinoloom.exploration.State.GONE;
import static dev.kinoloom.exploration.State.HELD;
import static dev.kinoloom.exploration.State.INTENT;
import static dev.kinoloom.exploration.State.KNOWN;
import static dev.kinoloom.exploration.State.LEASED;
import static dev.kinoloom.exploration.State.NONE;
import static dev.kinoloom.exploration.State.PARKED;
import static dev.kinoloom.exploration.State.QUEUED;
import static dev.kinoloom.exploration.State.READY;
import static dev.kinoloom.exploration.State.RUNNING;
import static dev.kinoloom.exploration.State.STOPPING;
import static dev.kinoloom.exploration.State.T_CANCELLED;
import static dev.kinoloom.exploration.State.T_DONE;
import static dev.kinoloom.exploration.State.T_FAILED;
import static dev.kinoloom.exploration.State.VOID;
import static dev.kinoloom.exploration.State.WAITING;

import dev.kinoloom.exploration.State.Rest;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What each function of the engine does, as one step: the given state is changed. */
final class Protocol {
  /** How an attempt ends, in the engine's order: it will go on, it is news, it has ended. */
  enum Outcome {
    HANDED_BACK,
    RETRY,
    PARKED,
    DONE,
    FAILED,
    STOPPED;

    boolean isUnfinished() {
      return ordinal() <= PARKED.ordinal();
    }
  }

  /** What a decider proposes: a state of the job, perhaps with its further tasks. */
  enum Proposal {
    GO_ON(RUNNING),
    PLAN(RUNNING),
    HOLD(HELD),
    STOP(STOPPING),
    COMPLETE(COMPLETED),
    FAIL(FAILED),
    CANCEL(CANCELLED);

    final int next;

    Proposal(int next) {
      this.next = next;
    }
  }

  /** A result of a task, from the attempt with that epoch. */
  record Result(int task, int epoch, Outcome outcome) {}

  /** A decision on a job, made on that revision. */
  record Decision(int rev, Proposal proposal) {}

  private final Bounds bounds;
  private final Set<Break> broken;

  Protocol(Bounds bounds, Set<Break> broken) {
    this.bounds = bounds;
    this.broken = broken;
  }

  private boolean is(Break what) {
    return broken.contains(what);
  }

  IntStream tasks(int job) {
    return IntStream.range(bounds.first(job), bounds.end(job));
  }

  private boolean any(int job, IntPredicate task) {
    return tasks(job).anyMatch(task);
  }

  boolean isPaid(int task) {
    return bounds.paid() && task == 0;
  }

  boolean isCallOpen(State s, int task) {
    int effect = s.get(Rest.EFFECT);
    return isPaid(task) && (effect == INTENT || effect == KNOWN);
  }

  void start(State s, int job) {
    s.job(job, RUNNING);
    s.newRev(job);
    s.running(bounds.keyOfJob().get(job), 1);
    if (s.started(job)) {
      s.wake(job, true);
      tasks(job).filter(t -> s.task(t) == PARKED).forEach(t -> s.task(t, READY));
    } else {
      s.start(job);
      s.task(bounds.first(job), READY);
    }
  }

  void claim(State s, int task, int node) {
    s.task(task, LEASED);
    s.holder(task, node);
    s.newEpoch(task);
    if (s.epoch(task) > State.mostEpochs()) {
      throw new IllegalStateException("more epochs than there is room for: smaller bounds, please");
    }
  }

  /** Answers whether the result was taken. */
  boolean finish(State s, int job, @Nullable Result result, @Nullable Decision decision) {
    int before = s.job(job);
    int rev = s.rev(job);
    boolean taken = result != null && take(s, result);
    boolean stopping = before == STOPPING;
    boolean mistaken =
        result != null
            && (!taken || (stopping && result.outcome().ordinal() < Outcome.DONE.ordinal()));
    boolean stands =
        decision != null
            && !mistaken
            && (decision.rev() == rev || is(Break.A_STALE_DECISION_STANDS))
            && fits(s, job, decision.proposal().next)
            && !leavesSomethingRunning(s, job, decision.proposal().next);
    if (stands && decision != null) {
      change(s, job, decision.proposal());
    } else if (taken
        && result != null
        && s.runs(job)
        && (stopping || result.outcome().ordinal() >= Outcome.PARKED.ordinal())) {
      s.newRev(job);
      s.wake(job, s.wake(job) || !is(Break.NO_LETTER_OF_A_RESULT));
    }
    return taken;
  }

  private boolean take(State s, Result result) {
    int t = result.task();
    boolean counts =
        is(Break.A_RESULT_OF_ANY_EPOCH_COUNTS)
            ? s.mayRun(t)
            : s.task(t) == LEASED
                && (s.epoch(t) == result.epoch() || is(Break.A_CLAIM_KEEPS_THE_EPOCH));
    if (!counts) {
      return false;
    }
    if (s.task(t) != LEASED || s.epoch(t) != result.epoch()) {
      s.breach("a result of a lease that is lost was taken");
    }
    s.task(t, after(s, result));
    s.holder(t, 0);
    if (s.task(t) == T_DONE) {
      s.publish(t);
    }
    return true;
  }

  private int after(State s, Result result) {
    int t = result.task();
    var outcome = result.outcome();
    if (s.stop(t) && outcome.isUnfinished()) {
      boolean looksAfterSomething = outcome != Outcome.PARKED && isCallOpen(s, t);
      if (!looksAfterSomething && !is(Break.A_STOPPED_TASK_RUNS_AGAIN)) {
        return T_CANCELLED;
      }
    }
    return switch (outcome) {
      case HANDED_BACK -> READY;
      case RETRY -> WAITING;
      case PARKED -> wasResolvedSince(s, result.epoch()) ? READY : PARKED;
      case DONE -> T_DONE;
      case FAILED -> T_FAILED;
      case STOPPED -> T_CANCELLED;
    };
  }

  private boolean wasResolvedSince(State s, int epoch) {
    return s.get(Rest.EFFECT) >= KNOWN
        && s.get(Rest.SEEN) >= epoch
        && !is(Break.A_DOUBT_RESOLVED_MEANWHILE_PARKS);
  }

  private static boolean fits(State s, int job, int next) {
    return s.job(job) == RUNNING
        || (s.job(job) == STOPPING && (next == STOPPING || next == s.target(job)));
  }

  private boolean leavesSomethingRunning(State s, int job, int next) {
    boolean leaves = next != RUNNING && next != STOPPING;
    return leaves
        && !is(Break.A_JOB_ENDS_WITH_TASKS_THAT_MAY_RUN)
        && any(job, t -> s.mayRun(t) || (s.task(t) == PARKED && next != HELD));
  }

  private void change(State s, int job, Proposal proposal) {
    boolean begins = s.job(job) == RUNNING && proposal == Proposal.STOP;
    s.newRev(job);
    s.wake(job, begins && !is(Break.NO_LETTER_FOR_WHO_STOPS));
    s.job(job, proposal.next);
    if (begins) {
      s.target(job, FAILED);
      stopTasks(s, job);
    }
    if (proposal == Proposal.PLAN) {
      tasks(job).filter(t -> s.task(t) == NONE).forEach(t -> s.task(t, READY));
    }
    if (!s.runs(job)) {
      s.running(bounds.keyOfJob().get(job), -1);
    }
    if (proposal == Proposal.COMPLETE && !bounds.rash() && any(job, t -> s.task(t) != T_DONE)) {
      s.breach("a job is completed, and a task of it is not done");
    }
  }

  private void stopTasks(State s, int job) {
    tasks(job)
        .filter(t -> s.mayRun(t) || s.task(t) == PARKED)
        .forEach(
            t -> {
              s.stop(t, true);
              if (s.task(t) != LEASED) {
                s.task(t, isCallOpen(s, t) ? READY : T_CANCELLED);
              }
            });
  }

  void cancel(State s, int job) {
    if (State.isFinal(s.job(job))) {
      s.job(job, CANCELLED);
      s.breach("a job that had ended is cancelled");
      return;
    }
    boolean somethingRuns =
        s.job(job) == RUNNING || any(job, t -> s.task(t) == LEASED || isCallOpen(s, t));
    if (!is(Break.A_CANCEL_LEAVES_THE_REVISION)) {
      s.newRev(job);
    }
    s.wake(job, somethingRuns);
    if (somethingRuns && s.job(job) != RUNNING) {
      s.running(bounds.keyOfJob().get(job), 1); // over the limit if need be
    }
    s.target(job, CANCELLED);
    s.job(job, somethingRuns ? STOPPING : CANCELLED);
    stopTasks(s, job);
  }

  /** A paid call's end is known; what was parked for it goes on. */
  void resolve(State s, int effect) {
    s.set(Rest.EFFECT, effect);
    s.set(Rest.SEEN, s.epoch(0));
    if (s.task(0) != PARKED) {
      return;
    }
    if (s.job(0) == RUNNING) {
      s.newRev(0);
      s.task(0, READY);
    } else if (s.job(0) == HELD) {
      s.job(0, QUEUED);
      s.newRev(0);
    }
  }

  boolean mayIntend(State s, int node) {
    int effect = s.get(Rest.EFFECT);
    return s.task(0) == LEASED
        && s.holder(0) == node
        && s.epoch(0) == s.runs(node, 0)
        && !s.stop(0)
        && s.node(node) == State.UP
        && (effect == 0 || effect == VOID || is(Break.A_SECOND_INTENT_IS_TAKEN));
  }

  /** Buries who let his lease run out, and gives back all that buried ones hold. */
  void reap(State s) {
    for (int t = 0; t < bounds.tasks(); t++) {
      if (s.task(t) == LEASED && isGone(s, s.holder(t))) {
        giveBack(s, t);
      }
    }
    for (int n = 0; n < State.NODES; n++) {
      if (s.node(n) == State.PAUSED) {
        s.setNode(n, State.BURIED);
      }
    }
  }

  private boolean isGone(State s, int holder) {
    return holder == GONE ? !is(Break.WHO_IS_BURIED_IS_SWEPT_ONCE) : s.node(holder) != State.UP;
  }

  private void giveBack(State s, int t) {
    int job = bounds.jobOf(t);
    s.sweep(t);
    if (!is(Break.A_LOST_LEASE_IS_NOT_COUNTED)) {
      s.lose(t);
    }
    s.holder(t, 0);
    if (s.stop(t) && !isCallOpen(s, t)) {
      s.task(t, T_CANCELLED);
    } else {
      s.task(t, s.lost(t) >= bounds.poison() ? T_FAILED : READY);
    }
    if (s.task(t) != READY) {
      s.newRev(job);
      s.wake(job, s.wake(job) || (s.runs(job) && !is(Break.NO_LETTER_OF_A_POISONED_TASK)));
    }
  }

  /** What a decider proposes when it sees this; null = nothing to decide. */
  @Nullable Proposal decide(State s, int job) {
    boolean mayRun = any(job, s::mayRun);
    boolean parked = any(job, t -> s.task(t) == PARKED);
    if (s.job(job) == STOPPING) {
      if (mayRun || parked) {
        return Proposal.STOP;
      }
      return s.target(job) == FAILED ? Proposal.FAIL : Proposal.CANCEL;
    }
    if (s.job(job) != RUNNING) {
      return null;
    }
    if (any(job, t -> s.task(t) == T_FAILED || s.task(t) == T_CANCELLED)) {
      return mayRun || parked ? Proposal.STOP : Proposal.FAIL;
    }
    if (s.task(bounds.first(job)) == T_DONE && any(job, t -> s.task(t) == NONE)) {
      return Proposal.PLAN;
    }
    if (mayRun) {
      return Proposal.GO_ON;
    }
    return parked ? Proposal.HOLD : Proposal.COMPLETE;
  }
}
