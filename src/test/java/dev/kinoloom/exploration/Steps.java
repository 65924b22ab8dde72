package dev.kinoloom.exploration;

import static dev.kinoloom.exploration.State.ABSENT;
import static dev.kinoloom.exploration.State.BURIED;
import static dev.kinoloom.exploration.State.DEAD;
import static dev.kinoloom.exploration.State.DRAWN;
import static dev.kinoloom.exploration.State.FETCHED;
import static dev.kinoloom.exploration.State.GONE;
import static dev.kinoloom.exploration.State.HAS_HANDLE;
import static dev.kinoloom.exploration.State.INTENT;
import static dev.kinoloom.exploration.State.KNOWN;
import static dev.kinoloom.exploration.State.LEASED;
import static dev.kinoloom.exploration.State.MAY_SEND;
import static dev.kinoloom.exploration.State.NODES;
import static dev.kinoloom.exploration.State.PAUSED;
import static dev.kinoloom.exploration.State.QUEUED;
import static dev.kinoloom.exploration.State.READY;
import static dev.kinoloom.exploration.State.STOPPING;
import static dev.kinoloom.exploration.State.UP;
import static dev.kinoloom.exploration.State.VOID;
import static dev.kinoloom.exploration.State.WAITING;

import dev.kinoloom.exploration.Protocol.Decision;
import dev.kinoloom.exploration.Protocol.Outcome;
import dev.kinoloom.exploration.Protocol.Proposal;
import dev.kinoloom.exploration.Protocol.Result;
import dev.kinoloom.exploration.State.Rest;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can happen next. What was sent may arrive at any time, more than once, or never;
 * a decision may be heard late, or never; who was buried may not know it.
 */
final class Steps {
  /** Hears of each step: what happened, with numbers for it, and what the world is then. */
  interface Sink {
    void step(What what, int x, int y, int z, State next);
  }

  /** What happened, for people; letters for nodes, numbers for jobs and tasks. */
  enum What {
    ACCEPT("job %d is accepted"),
    DRAW("job %d gets its number, and is not committed yet"),
    COMMIT("job %d is committed"),
    START("job %d starts"),
    FIND("the key of job %d is found free to start a job"),
    START_LATE("job %d starts, for its key was found free"),
    CLAIM("task %d is claimed by node %2$d"),
    CLAIM_LOST("task %d is claimed by node %2$d, which does not hear so"),
    CLAIM_LATE("task %d is claimed by node %2$d, which is buried by now"),
    END("the attempt at task %d on node %2$d ends: %3$s"),
    ORPHAN("node %2$d hands back task %d, of which it did not hear"),
    LETTER("%3$s of task %d, epoch %2$d, arrives, as a letter"),
    TOGETHER("%3$s of task %d, epoch %2$d, arrives, with the decision it leads to"),
    SLOW("a decider who has %3$s of task %d, epoch %2$d, takes his time"),
    DECIDE("job %d is looked at and decided on"),
    SLOW_LOOK("job %d is looked at by a decider who takes his time"),
    SLOW_COMMIT("the slow decision on job %d is heard"),
    SLOW_LOST("the slow decision on job %d is lost"),
    RASH("a rash decider proposes for job %d: %4$s"),
    PROMOTE("task %d is due"),
    CANCEL("job %d is cancelled"),
    PAUSE("node %d falls asleep, and its lease runs out"),
    WAKE("node %d wakes up and renews its lease"),
    HEAR("node %d hears that it was buried, and comes back under a new id"),
    DIE("node %d dies"),
    RETURN("node %d is started again, under a new id"),
    REAP("whose lease ran out is buried, and what he holds goes on"),
    INTEND("node %d intends the paid call"),
    SEND("node %d sends the paid call"),
    REFUSED("node %d does not send the paid call, or is refused, and says so"),
    KNOW("node %d tells the handle of the paid call"),
    OPERATOR("an operator resolves the paid call that is in doubt");

    final String words;

    What(String words) {
      this.words = words;
    }

    String tell(int x, int y, int z) {
      var third =
          this == RASH
              ? ""
              : z >= 0 && z < Outcome.values().length ? Outcome.values()[z].name() : "";
      return words
          .replace(
              "%4$s", z >= 0 && z < Proposal.values().length ? Proposal.values()[z].name() : "")
          .replace("%3$s", third)
          .replace("node %2$d", "node " + name(y))
          .replace("%2$d", Integer.toString(y))
          .replace("node %d", "node " + name(x))
          .replace("%d", Integer.toString(x + 1));
    }

    private static String name(int node) {
      return String.valueOf((char) ('A' + node));
    }
  }

  private final Bounds bounds;
  private final Set<Break> broken;
  private final Protocol protocol;

  Steps(Bounds bounds, Set<Break> broken) {
    this.bounds = bounds;
    this.broken = broken;
    this.protocol = new Protocol(bounds, broken);
  }

  void from(State s, Sink sink) {
    for (int job = 0; job < bounds.jobs(); job++) {
      line(s, job, sink);
      decisions(s, job, sink);
    }
    startLate(s, sink);
    slow(s, sink);
    for (int t = 0; t < bounds.tasks(); t++) {
      int task = t;
      if (s.task(t) == WAITING) {
        go(sink, s, What.PROMOTE, t, 0, 0, next -> next.task(task, READY));
      }
      arrivals(s, t, sink);
    }
    for (int n = 0; n < NODES; n++) {
      life(s, n, sink);
      for (int t = 0; t < bounds.tasks(); t++) {
        work(s, n, t, sink);
      }
      if (bounds.paid()) {
        pay(s, n, sink);
      }
    }
    reap(s, sink);
    operator(s, sink);
  }

  private static void go(
      Sink sink, State s, What what, int x, int y, int z, Consumer<State> change) {
    var next = s.copy();
    change.accept(next);
    sink.step(what, x, y, z, next);
  }

  private int key(int job) {
    return bounds.keyOfJob().get(job);
  }

  private void line(State s, int job, Sink sink) {
    boolean inTurn = true;
    for (int j = 0; j < job; j++) {
      inTurn &= key(j) != key(job) || s.job(j) != ABSENT;
    }
    if (s.job(job) == ABSENT && inTurn) {
      boolean locks = !broken.contains(Break.IDS_ARE_DRAWN_WITHOUT_THE_KEYS_LOCK);
      go(
          sink,
          s,
          locks ? What.ACCEPT : What.DRAW,
          job,
          0,
          0,
          next -> next.job(job, locks ? QUEUED : DRAWN));
    }
    if (s.job(job) == DRAWN) {
      go(sink, s, What.COMMIT, job, 0, 0, next -> next.job(job, QUEUED));
    }
    if (isNext(s, job)) {
      go(sink, s, What.START, job, 0, 0, next -> start(next, job));
      if (broken.contains(Break.A_JOB_STARTS_WITHOUT_THE_KEYS_LOCK) && s.get(Rest.STARTS) == 0) {
        go(sink, s, What.FIND, job, 0, 0, next -> next.set(Rest.STARTS, key(job) + 1));
      }
    }
    boolean late =
        broken.contains(Break.AN_ENDED_JOB_CAN_BE_CANCELLED) && s.job(job) == State.COMPLETED;
    if (job < bounds.cancels()
        && (late
            || (s.job(job) >= QUEUED && s.job(job) < State.COMPLETED && s.job(job) != STOPPING))) {
      go(sink, s, What.CANCEL, job, 0, 0, next -> protocol.cancel(next, job));
    }
  }

  private boolean isNext(State s, int job) {
    return s.running(key(job)) == 0 && head(s, key(job)) == job;
  }

  private void start(State next, int job) {
    if (!next.started(job)) {
      for (int j = job + 1; j < bounds.jobs(); j++) {
        if (key(j) == key(job) && next.started(j)) {
          next.breach("a job starts after one that came later");
        }
      }
    }
    protocol.start(next, job);
  }

  /** Whoever found the key free starts its first job, without looking again. */
  private void startLate(State s, Sink sink) {
    int key = s.get(Rest.STARTS) - 1;
    int head = key < 0 ? -1 : head(s, key);
    if (head >= 0) {
      go(
          sink,
          s,
          What.START_LATE,
          head,
          0,
          0,
          next -> {
            next.set(Rest.STARTS, 0);
            start(next, head);
          });
    }
  }

  /** The first that waits; -1 = none. */
  private int head(State s, int key) {
    for (int j = 0; j < bounds.jobs(); j++) {
      if (key(j) == key && s.job(j) == QUEUED) {
        return j;
      }
    }
    return -1;
  }

  private void decisions(State s, int job, Sink sink) {
    var proposal = protocol.decide(s, job);
    if (proposal != null && s.wake(job)) {
      var decision = new Decision(s.rev(job), proposal);
      go(sink, s, What.DECIDE, job, 0, 0, next -> protocol.finish(next, job, null, decision));
      slowly(s, What.SLOW_LOOK, job, job, null, decision, sink);
    }
    if (bounds.rash() && s.runs(job)) {
      for (var rash : new Proposal[] {Proposal.HOLD, Proposal.COMPLETE, Proposal.FAIL}) {
        var decision = new Decision(s.rev(job), rash);
        go(
            sink,
            s,
            What.RASH,
            job,
            0,
            rash.ordinal(),
            next -> protocol.finish(next, job, null, decision));
      }
    }
  }

  private void slowly(
      State s, What what, int x, int job, @Nullable Result result, Decision decision, Sink sink) {
    if (s.get(Rest.SLOW_KIND) != 0) {
      return;
    }
    go(
        sink,
        s,
        what,
        x,
        result == null ? 0 : result.epoch(),
        result == null ? -1 : result.outcome().ordinal(),
        next -> {
          next.set(Rest.SLOW_KIND, decision.proposal().ordinal() + 1);
          next.set(Rest.SLOW_JOB, job);
          next.set(Rest.SLOW_REV, decision.rev());
          next.set(Rest.SLOW_TASK, result == null ? 0 : result.task());
          next.set(Rest.SLOW_EPOCH, result == null ? 0 : result.epoch());
          next.set(Rest.SLOW_OUTCOME, result == null ? 0 : result.outcome().ordinal());
        });
  }

  private void slow(State s, Sink sink) {
    int kind = s.get(Rest.SLOW_KIND) - 1;
    if (kind < 0) {
      return;
    }
    int job = s.get(Rest.SLOW_JOB);
    var decision = new Decision(s.get(Rest.SLOW_REV), Proposal.values()[kind]);
    int epoch = s.get(Rest.SLOW_EPOCH);
    var result =
        epoch == 0
            ? null
            : new Result(s.get(Rest.SLOW_TASK), epoch, Outcome.values()[s.get(Rest.SLOW_OUTCOME)]);
    go(
        sink,
        s,
        What.SLOW_COMMIT,
        job,
        0,
        0,
        next -> {
          next.forgetSlow();
          protocol.finish(next, job, result, decision);
        });
    go(sink, s, What.SLOW_LOST, job, 0, 0, State::forgetSlow);
  }

  private void arrivals(State s, int t, Sink sink) {
    int job = bounds.jobOf(t);
    for (int epoch = 1; epoch <= s.epoch(t); epoch++) {
      for (var outcome : Outcome.values()) {
        if (s.isSent(t, epoch, outcome.ordinal())) {
          arrival(s, job, new Result(t, epoch, outcome), sink);
        }
      }
    }
  }

  private void arrival(State s, int job, Result result, Sink sink) {
    int t = result.task();
    int o = result.outcome().ordinal();
    go(
        sink,
        s,
        What.LETTER,
        t,
        result.epoch(),
        o,
        next -> protocol.finish(next, job, result, null));
    var seen = s.copy();
    if (!protocol.finish(seen, job, result, null)) {
      return;
    }
    var proposal = protocol.decide(seen, job);
    if (proposal != null) {
      var decision = new Decision(s.rev(job), proposal);
      go(
          sink,
          s,
          What.TOGETHER,
          t,
          result.epoch(),
          o,
          next -> protocol.finish(next, job, result, decision));
      slowly(s, What.SLOW, t, job, result, decision, sink);
    }
  }

  private void life(State s, int n, Sink sink) {
    switch (s.node(n)) {
      case UP -> {
        if (s.get(Rest.DEATHS) < bounds.deaths()) {
          go(
              sink,
              s,
              What.DIE,
              n,
              0,
              0,
              next -> {
                next.add(Rest.DEATHS);
                next.forgetRuns(n);
                next.ticket(n, 0);
                next.setNode(n, DEAD);
              });
        }
        if (s.get(Rest.PAUSES) < bounds.pauses()) {
          go(
              sink,
              s,
              What.PAUSE,
              n,
              0,
              0,
              next -> {
                next.add(Rest.PAUSES);
                next.setNode(n, PAUSED);
              });
        }
      }
      case PAUSED -> go(sink, s, What.WAKE, n, 0, 0, next -> next.setNode(n, UP));
      case BURIED ->
          go(
              sink,
              s,
              What.HEAR,
              n,
              0,
              0,
              next -> {
                next.forgetRuns(n);
                next.ticket(n, next.ticket(n) == MAY_SEND ? 0 : next.ticket(n));
                next.setNode(n, UP);
              });
      default ->
          go(
              sink,
              s,
              What.RETURN,
              n,
              0,
              0,
              next -> {
                for (int t = 0; t < bounds.tasks(); t++) {
                  if (next.task(t) == LEASED && next.holder(t) == n) {
                    next.holder(t, GONE);
                  }
                }
                next.setNode(n, UP);
              });
    }
  }

  private void work(State s, int n, int t, Sink sink) {
    boolean mayLose = s.get(Rest.LOST) < bounds.lost();
    if (s.task(t) == READY && s.node(n) == UP) {
      go(
          sink,
          s,
          What.CLAIM,
          t,
          n,
          0,
          next -> {
            protocol.claim(next, t, n);
            next.runs(n, t, next.epoch(t));
          });
    }
    if (s.task(t) == READY && mayLose && (s.node(n) == UP || s.node(n) == BURIED)) {
      boolean late = s.node(n) == BURIED;
      go(
          sink,
          s,
          late ? What.CLAIM_LATE : What.CLAIM_LOST,
          t,
          n,
          0,
          next -> {
            next.add(Rest.LOST);
            protocol.claim(next, t, late ? GONE : n);
          });
    }
    if (s.task(t) == LEASED
        && s.holder(t) == n
        && s.node(n) == UP
        && s.runs(n, t) != s.epoch(t)
        && !s.isAnythingSent(t, s.epoch(t))) {
      go(
          sink,
          s,
          What.ORPHAN,
          t,
          n,
          0,
          next -> next.send(t, next.epoch(t), Outcome.HANDED_BACK.ordinal()));
    }
    if (s.runs(n, t) > 0 && s.node(n) != DEAD) {
      ends(s, n, t, sink);
    }
  }

  private void ends(State s, int n, int t, Sink sink) {
    boolean told = s.stop(t) && s.node(n) == UP;
    int effect = protocol.isPaid(t) ? s.get(Rest.EFFECT) : FETCHED;
    if (protocol.isPaid(t) && s.ticket(n) != 0) {
      return; // first it says what became of the call
    }
    if (effect == INTENT) {
      end(s, n, t, Outcome.PARKED, sink);
      return;
    }
    if (effect == KNOWN || effect == FETCHED) {
      end(s, n, t, Outcome.DONE, sink);
    }
    if (told) {
      end(s, n, t, Outcome.STOPPED, sink);
    }
    if (s.get(Rest.RETRIES) < bounds.retries()) {
      end(s, n, t, Outcome.RETRY, sink);
    }
    if (s.get(Rest.FAILURES) < bounds.failures()) {
      end(s, n, t, Outcome.FAILED, sink);
    }
  }

  private void end(State s, int n, int t, Outcome outcome, Sink sink) {
    go(
        sink,
        s,
        What.END,
        t,
        n,
        outcome.ordinal(),
        next -> {
          next.send(t, next.runs(n, t), outcome.ordinal());
          next.runs(n, t, 0);
          if (outcome == Outcome.RETRY) {
            next.add(Rest.RETRIES);
          }
          if (outcome == Outcome.FAILED) {
            next.add(Rest.FAILURES);
          }
          if (protocol.isPaid(t) && next.get(Rest.EFFECT) == KNOWN) {
            leave(next, outcome);
          }
        });
  }

  /** Who ends has fetched what was paid for, or cancelled it there, and says so first. */
  private void leave(State next, Outcome outcome) {
    if (outcome == Outcome.DONE) {
      protocol.resolve(next, FETCHED);
    }
    if (outcome == Outcome.STOPPED) {
      protocol.resolve(next, VOID);
      next.set(Rest.CREATES, 0);
    }
  }

  private void pay(State s, int n, Sink sink) {
    if (s.node(n) == DEAD) {
      return;
    }
    int ticket = s.ticket(n);
    if (ticket == 0 && s.runs(n, 0) > 0 && protocol.mayIntend(s, n)) {
      go(
          sink,
          s,
          What.INTEND,
          n,
          0,
          0,
          next -> {
            next.set(Rest.EFFECT, INTENT);
            next.ticket(n, MAY_SEND);
          });
    }
    if (ticket == MAY_SEND) {
      go(
          sink,
          s,
          What.SEND,
          n,
          0,
          0,
          next -> {
            next.add(Rest.CREATES);
            next.ticket(n, HAS_HANDLE);
          });
      go(sink, s, What.REFUSED, n, 0, 0, next -> said(next, n, VOID));
    }
    if (ticket == HAS_HANDLE) {
      go(sink, s, What.KNOW, n, 0, 0, next -> said(next, n, KNOWN));
    }
  }

  private void said(State next, int n, int effect) {
    next.ticket(n, 0);
    if (next.get(Rest.EFFECT) == INTENT) {
      protocol.resolve(next, effect);
    }
  }

  private void reap(State s, Sink sink) {
    boolean judge = false;
    boolean due = false;
    for (int n = 0; n < NODES; n++) {
      judge |= s.node(n) == UP;
      due |= s.node(n) == PAUSED;
    }
    for (int t = 0; t < bounds.tasks(); t++) {
      due |= s.task(t) == LEASED && (s.holder(t) == GONE || s.node(s.holder(t)) == DEAD);
    }
    if (judge && due) {
      go(sink, s, What.REAP, 0, 0, 0, protocol::reap);
    }
  }

  /** He looks at the provider, once nobody is left who could still send or tell. */
  private void operator(State s, Sink sink) {
    boolean nobody = s.ticket(0) == 0 && s.ticket(1) == 0;
    if (s.get(Rest.EFFECT) == INTENT && nobody) {
      go(
          sink,
          s,
          What.OPERATOR,
          0,
          0,
          0,
          next -> protocol.resolve(next, next.get(Rest.CREATES) > 0 ? KNOWN : VOID));
    }
  }
}
