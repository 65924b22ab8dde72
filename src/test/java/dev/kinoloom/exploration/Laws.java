package dev.kinoloom.exploration;

import static dev.kinoloom.exploration.State.HELD;
import static dev.kinoloom.exploration.State.PARKED;
import static dev.kinoloom.exploration.State.RUNNING;

import dev.kinoloom.exploration.State.Rest;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What must be true in every state. */
final class Laws {
  private final Bounds bounds;

  Laws(Bounds bounds) {
    this.bounds = bounds;
  }

  /** The law that is broken; null = none. */
  @Nullable String broken(State s) {
    if (s.breach() != null) {
      return s.breach();
    }
    for (int key = 0; key < bounds.keys(); key++) {
      int k = key;
      if (jobs(k).filter(j -> s.job(j) == RUNNING).count() > 1) {
        return "two jobs of a key run";
      }
      if (jobs(k).filter(s::runs).count() != s.running(k)) {
        return "a key counts its running jobs wrongly";
      }
    }
    for (int job = 0; job < bounds.jobs(); job++) {
      var law = broken(s, job);
      if (law != null) {
        return law;
      }
    }
    for (int t = 0; t < bounds.tasks(); t++) {
      if (s.published(t) > 1) {
        return "a task is published twice";
      }
      if (s.swept(t) > bounds.poison()) {
        return "a task that kills its nodes goes on killing";
      }
    }
    return s.get(Rest.CREATES) > 1 ? "something was paid for twice" : null;
  }

  private @Nullable String broken(State s, int job) {
    boolean mayRun = tasks(job).anyMatch(s::mayRun);
    if (State.isFinal(s.job(job))) {
      if (s.wake(job)) {
        return "a job has ended and has a letter";
      }
      if (mayRun || tasks(job).anyMatch(t -> s.task(t) == PARKED)) {
        return "a job has ended and a task of it may run";
      }
    }
    if (s.job(job) == HELD && mayRun) {
      return "a job is held and a task of it may run";
    }
    if (s.runs(job) && !s.wake(job) && !mayRun) {
      return "a job is forgotten: nothing of it runs, and no letter says so";
    }
    return null;
  }

  private IntStream jobs(int key) {
    return IntStream.range(0, bounds.jobs()).filter(j -> bounds.keyOfJob().get(j) == key);
  }

  private IntStream tasks(int job) {
    return IntStream.range(bounds.first(job), bounds.end(job));
  }

  /** Where everything is to end. */
  boolean isRest(State s) {
    return IntStream.range(0, bounds.jobs()).allMatch(j -> State.isFinal(s.job(j)));
  }
}
