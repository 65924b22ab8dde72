package dev.kinoloom.tracker;

import dev.kinoloom.domain.Checked;
import dev.kinoloom.domain.DueCheck;
import dev.kinoloom.domain.Tracked;
import dev.kinoloom.ops.LogFields;
import dev.kinoloom.ops.Meters;
import dev.kinoloom.pipeline.Hints;
import dev.kinoloom.store.TimerStore;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the progress checks that are due, in batches: takes them, looks at their jobs, decides what
 * to tell and when to look again, and commits that for the whole batch. Whose check fails, or whose
 * node dies meanwhile, is looked at again after the safe interval; no job is ever touched by that.
 * Lives on one event loop.
 */
public final class Tracker {
  private static final Logger log = LoggerFactory.getLogger(Tracker.class);
  private static final int MOST = 250;
  private static final int ROUNDS = 3;
  private static final Duration AGAIN = Duration.ofSeconds(15);

  private final TimerStore timers;
  private final History history;
  private final Hints hints;
  private final Meters meters;
  private final DoubleSupplier chance;
  private boolean busy;

  /** {@code chance} gives numbers in [0, 1), for jitter. */
  Tracker(TimerStore timers, History history, Hints hints, Meters meters, DoubleSupplier chance) {
    this.timers = timers;
    this.history = history;
    this.hints = hints;
    this.meters = meters;
    this.chance = chance;
  }

  /** Makes all that are due now, unless that is under way. */
  Future<Void> check() {
    if (busy) {
      return Future.succeededFuture();
    }
    busy = true;
    return Future.<Void>succeededFuture()
        .compose(none -> batches())
        .onComplete(done -> busy = false);
  }

  private Future<Void> batches() {
    return timers
        .take(MOST, AGAIN)
        .compose(
            due -> {
              due.forEach(one -> meters.checkTaken(one.late()));
              return due.isEmpty()
                  ? Future.<Void>succeededFuture()
                  : make(due)
                      .compose(none -> due.size() < MOST ? Future.succeededFuture() : batches());
            });
  }

  private Future<Void> make(List<DueCheck> due) {
    return timers
        .look(jobs(due))
        .compose(jobs -> settle(due, jobs, 1))
        .onSuccess(told -> meters.checked("told", told))
        .onFailure(cause -> meters.checked("failed", due.size()))
        .mapEmpty();
  }

  private static List<Long> jobs(List<DueCheck> due) {
    return due.stream().map(DueCheck::job).toList();
  }

  /** Answers how many were told something. */
  private Future<Integer> settle(List<DueCheck> due, List<Tracked> jobs, int round) {
    var checks = decided(due, jobs);
    var news = checks.stream().filter(one -> one.fact() != null).map(Checked::job).toList();
    return timers
        .settle(checks)
        .compose(
            told -> {
              count(checks, round == 1 ? checks.size() - news.size() : 0);
              if (told > 0) {
                hints.changed(Set.copyOf(news));
              }
              boolean missed = told < news.size() && round < ROUNDS;
              return missed
                  ? again(due, news, round).map(more -> told + more)
                  : Future.succeededFuture(told);
            });
  }

  /** Once more of those of whom somebody told something between the look and the word. */
  private Future<Integer> again(List<DueCheck> due, List<Long> news, int round) {
    return timers
        .look(news)
        .map(jobs -> jobs.stream().filter(job -> job.lastSeq() > job.seenSeq()).toList())
        .compose(jobs -> jobs.isEmpty() ? Future.succeededFuture(0) : settle(due, jobs, round + 1));
  }

  private List<Checked> decided(List<DueCheck> due, List<Tracked> jobs) {
    Map<Long, DueCheck> byJob =
        due.stream().collect(Collectors.toMap(DueCheck::job, one -> one, (a, b) -> a));
    var checks = new ArrayList<Checked>();
    for (var job : jobs) {
      var check = byJob.get(job.job());
      if (check != null) {
        decide(check, job, checks);
      }
    }
    return checks;
  }

  private void decide(DueCheck check, Tracked job, List<Checked> checks) {
    try {
      checks.add(new Estimate(history::of, chance.getAsDouble()).of(check, job));
    } catch (RuntimeException e) {
      meters.checked("failed", 1);
      LogFields.about(
          Map.of(LogFields.JOB, Long.toString(job.job())),
          () -> log.warn("check failed, next=after the safe interval", e));
    }
  }

  private void count(List<Checked> checks, int silent) {
    int gone = 0;
    for (var check : checks) {
      if (check.next() == null) {
        gone++;
        log.error("a timer outlived its job and is removed job={}", check.job());
      }
    }
    meters.checked("gone", gone);
    meters.checked("quiet", Math.max(0, silent - gone));
  }
}
