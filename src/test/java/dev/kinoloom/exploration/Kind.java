package dev.kinoloom.exploration;

import dev.kinoloom.exploration.Protocol.Outcome;
import dev.kinoloom.exploration.State.Rest;
import dev.kinoloom.exploration.Steps.What;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What makes a step worth going: two of one kind differ in which of their like they concern, and in
 * what has no part in them.
 *
 * @param how an outcome or a proposal, whether it comes late, and how that stood which it concerns
 */
record Kind(What what, List<Integer> how) {
  static Kind of(Bounds bounds, Step step) {
    var s = step.before();
    var how = new ArrayList<Integer>();
    switch (step.what()) {
      case ACCEPT, START, DECIDE -> job(bounds, s, step.x(), how);
      case CANCEL -> {
        job(bounds, s, step.x(), how);
        how.add(s.get(Rest.EFFECT));
      }
      case RASH -> {
        how.add(step.z());
        job(bounds, s, step.x(), how);
      }
      case CLAIM, CLAIM_LOST, CLAIM_LATE, PROMOTE -> task(bounds, s, step.x(), how);
      case LETTER, TOGETHER -> result(bounds, s, step.x(), step.y(), step.z(), how);
      case SLOW_COMMIT -> slow(bounds, s, how);
      case REAP -> given(bounds, step).forEach(t -> given(bounds, s, t, how));
      case INTEND, REFUSED, KNOW, OPERATOR -> task(bounds, s, 0, how);
      case END -> how.addAll(List.of(step.z(), step.x() == 0 ? s.get(Rest.EFFECT) : 0));
      default -> {} // all is said by the word
    }
    return new Kind(step.what(), List.copyOf(how));
  }

  /** The tasks that are taken from a node which is gone. */
  private static IntStream given(Bounds bounds, Step reap) {
    return IntStream.range(0, bounds.tasks())
        .filter(t -> reap.before().task(t) == State.LEASED)
        .filter(t -> reap.after().task(t) != State.LEASED);
  }

  private static void given(Bounds bounds, State s, int t, List<Integer> how) {
    how.add(s.lost(t));
    task(bounds, s, t, how);
  }

  private static void slow(Bounds bounds, State s, List<Integer> how) {
    int job = s.get(Rest.SLOW_JOB);
    how.add(s.get(Rest.SLOW_KIND));
    how.add(s.rev(job) > s.get(Rest.SLOW_REV) ? 1 : 0);
    if (s.get(Rest.SLOW_EPOCH) == 0) {
      job(bounds, s, job, how);
    } else {
      int epoch = s.get(Rest.SLOW_EPOCH);
      result(bounds, s, s.get(Rest.SLOW_TASK), epoch, s.get(Rest.SLOW_OUTCOME), how);
    }
  }

  private static void result(
      Bounds bounds, State s, int t, int epoch, int outcome, List<Integer> how) {
    how.add(outcome);
    how.add(s.epoch(t) > epoch ? 1 : 0);
    if (outcome == Outcome.PARKED.ordinal()) {
      int seen = s.get(Rest.SEEN);
      how.add(seen == 0 ? 0 : seen < epoch ? 1 : 2);
    }
    task(bounds, s, t, how);
  }

  private static void task(Bounds bounds, State s, int t, List<Integer> how) {
    how.add(s.task(t));
    how.add(s.stop(t) ? 1 : 0);
    how.add(t == 0 ? s.get(Rest.EFFECT) : 0);
    job(bounds, s, bounds.jobOf(t), how);
  }

  private static void job(Bounds bounds, State s, int job, List<Integer> how) {
    how.add(s.job(job));
    how.add(s.wake(job) ? 1 : 0);
    how.add(s.job(job) == State.STOPPING ? s.target(job) : -1);
    how.add(any(bounds, job, s::mayRun));
    how.add(any(bounds, job, t -> s.task(t) == State.PARKED));
    how.add(any(bounds, job, t -> s.task(t) > State.T_DONE));
  }

  private static int any(Bounds bounds, int job, IntPredicate which) {
    return IntStream.range(bounds.first(job), bounds.end(job)).anyMatch(which) ? 1 : 0;
  }
}
