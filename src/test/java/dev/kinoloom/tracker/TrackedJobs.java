package dev.kinoloom.tracker;

import dev.kinoloom.codec.FactData;
import dev.kinoloom.codec.TrackData;
import dev.kinoloom.domain.Checked;
import dev.kinoloom.domain.DueCheck;
import dev.kinoloom.domain.Fact;
import dev.kinoloom.domain.FactKind;
import dev.kinoloom.domain.JobProgress;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.Likeness;
import dev.kinoloom.domain.Told;
import dev.kinoloom.domain.Tracked;
import dev.kinoloom.domain.Tracked.OpenTask;
import dev.kinoloom.pipeline.Briefs;
import dev.kinoloom.store.TimerStore;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Jobs with one task each, and their checks, in memory and on a clock that stands until told. */
final class TrackedJobs implements TimerStore {
  static final Likeness CLIP = Likeness.of("clip", "slow", "one", 5);
  private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

  private static final class Job {
    private final Instant startedAt;
    private final List<Fact> facts = new ArrayList<>();
    private JobState state = JobState.RUNNING;
    private String payload = Briefs.payload();
    private Instant fireAt;
    private int index;
    private int seen;

    Job(Instant now) {
      startedAt = now;
      fireAt = now.plusMillis(500);
    }
  }

  private final Map<Long, Job> jobs = new TreeMap<>();
  private final List<Duration> late = new ArrayList<>();
  private Instant now = START;
  private boolean away;
  private long interrupted;

  void pass(Duration time) {
    now = now.plus(time);
  }

  /** From now on the jobs cannot be looked at, or can. */
  void away(boolean isAway) {
    away = isAway;
  }

  /** Somebody else tells of that job between the next look and the word that follows it. */
  void interrupt(long job) {
    interrupted = job;
  }

  void begin(long job) {
    jobs.put(job, new Job(now));
    tell(job, FactKind.STARTED, "{}");
  }

  /** Whose payload nobody can read. */
  void garble(long job) {
    of(job).payload = "no JSON";
  }

  private Job of(long job) {
    var found = jobs.get(job);
    if (found == null) {
      throw new AssertionError("no job " + job);
    }
    return found;
  }

  /** Who works at it says how far it is; 0 = only that it has begun. */
  void works(long job, double percent) {
    var working =
        new TrackData.Working(
            1, "clip", 0, 80, 1, percent, Duration.between(of(job).startedAt, now), CLIP);
    tell(job, FactKind.PROGRESS, TrackData.working(1, working, "m"));
  }

  private void tell(long job, FactKind kind, String data) {
    var facts = of(job).facts;
    facts.add(new Fact(job, facts.size() + 1, kind, data, now));
  }

  /** As the commit that ends it does. */
  void end(long job) {
    jobs.remove(job);
  }

  boolean isTracked(long job) {
    return jobs.containsKey(job);
  }

  /** How late each check was taken. */
  List<Duration> late() {
    return late;
  }

  /** How often the check of a job was taken without a change since. */
  Duration untilNext(long job) {
    return Duration.between(now, of(job).fireAt);
  }

  List<Told.Estimated> estimates(long job) {
    return of(job).facts.stream()
        .map(fact -> FactData.read(fact).what())
        .filter(Told.Estimated.class::isInstance)
        .map(Told.Estimated.class::cast)
        .toList();
  }

  JobProgress progress(long job) {
    return JobProgress.NONE.with(of(job).facts.stream().map(FactData::read).toList());
  }

  Instant now() {
    return now;
  }

  @Override
  public Future<List<DueCheck>> take(int most, Duration again) {
    var due = new ArrayList<DueCheck>();
    jobs.forEach(
        (id, job) -> {
          if (!job.fireAt.isAfter(now) && due.size() < most) {
            var check = new DueCheck(id, ++job.index, Duration.between(job.fireAt, now));
            job.fireAt = now.plus(again);
            late.add(check.late());
            due.add(check);
          }
        });
    return Future.succeededFuture(due);
  }

  @Override
  public Future<List<Tracked>> look(Collection<Long> ids) {
    return away
        ? Future.failedFuture(new IllegalStateException("away"))
        : Future.succeededFuture(ids.stream().filter(jobs::containsKey).map(this::look).toList());
  }

  private Tracked look(long id) {
    var job = of(id);
    var worked = newest(job, false);
    var estimate = newest(job, true);
    return new Tracked(
        id,
        job.state,
        job.payload,
        job.facts.size(),
        job.seen,
        Duration.between(job.startedAt, now),
        worked.stream()
            .map(fact -> new OpenTask(1, 1, false, fact.data(), Duration.between(fact.at(), now)))
            .toList(),
        estimate.stream().map(Fact::data).findFirst().orElse(null),
        estimate.stream()
            .map(fact -> Duration.between(fact.at(), now))
            .findFirst()
            .orElse(Duration.ZERO));
  }

  private static List<Fact> newest(Job job, boolean estimated) {
    var found =
        job.facts.stream()
            .filter(fact -> fact.kind() == FactKind.PROGRESS)
            .filter(fact -> fact.data().contains("\"estimated\"") == estimated)
            .toList();
    return found.isEmpty() ? found : List.of(found.get(found.size() - 1));
  }

  @Override
  public Future<Integer> settle(List<Checked> checks) {
    if (interrupted != 0) {
      tell(interrupted, FactKind.LEASE_LOST, "{}");
      interrupted = 0;
    }
    int told = 0;
    for (var check : checks) {
      var next = check.next();
      var job = jobs.get(check.job());
      if (job == null || next == null) {
        jobs.remove(check.job());
        continue;
      }
      var fact = check.fact();
      job.seen = check.seenSeq();
      if (fact != null && job.facts.size() == check.seenSeq()) {
        tell(check.job(), FactKind.PROGRESS, fact);
        job.seen = job.facts.size();
        told++;
      }
      job.index = check.index();
      job.fireAt = now.plus(next);
    }
    return Future.succeededFuture(told);
  }
}
