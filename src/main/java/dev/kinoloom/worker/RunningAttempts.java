package dev.kinoloom.worker;

import dev.kinoloom.domain.Claim;
import dev.kinoloom.domain.Holding;
import dev.kinoloom.pipeline.Attempts;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What this node runs, over all its lanes. Safe to use from any thread. */
public final class RunningAttempts implements Attempts {
  private record Place(long job, int no) {}

  private final Map<Place, Attempt> attempts = new ConcurrentHashMap<>();

  /** A later lease on the same task ends an earlier attempt that still runs. */
  void add(Attempt attempt) {
    var before = attempts.put(place(attempt), attempt);
    if (before != null) {
      before.end(Attempt.End.FENCED);
    }
  }

  void remove(Attempt attempt) {
    attempts.remove(place(attempt), attempt);
  }

  /** How many tasks of a stage. */
  long inLane(int lane) {
    return attempts.values().stream().filter(attempt -> attempt.claim().lane() == lane).count();
  }

  @Override
  public List<Holding> running() {
    return attempts.values().stream().map(Attempt::holding).toList();
  }

  @Override
  public void stop(Holding holding) {
    end(holding, Attempt.End.STOPPED);
  }

  @Override
  public void fence(Holding holding) {
    end(holding, Attempt.End.FENCED);
  }

  @Override
  public void fenceAll() {
    all().forEach(attempt -> attempt.end(Attempt.End.FENCED));
  }

  /** The job is being stopped: whatever runs of it here. */
  public void stopJobs(Set<Long> jobs) {
    all().stream()
        .filter(attempt -> jobs.contains(attempt.claim().job()))
        .forEach(attempt -> attempt.end(Attempt.End.STOPPED));
  }

  /** The node leaves: everything is handed back. */
  public void drain() {
    all().forEach(attempt -> attempt.end(Attempt.End.DRAINED));
  }

  private Collection<Attempt> all() {
    return List.copyOf(attempts.values());
  }

  private void end(Holding holding, Attempt.End why) {
    var attempt = attempts.get(new Place(holding.job(), holding.no()));
    if (attempt != null && attempt.claim().epoch() == holding.epoch()) {
      attempt.end(why);
    }
  }

  private static Place place(Attempt attempt) {
    Claim claim = attempt.claim();
    return new Place(claim.job(), claim.no());
  }
}
