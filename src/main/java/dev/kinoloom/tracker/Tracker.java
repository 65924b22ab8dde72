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
        .look(due.stream().map(DueCheck::job).toList())
        .map(jobs -> decided(due, jobs))
        .compose(checks -> timers.settle(checks).map(told -> said(checks, told)))
        .onFailure(cause -> meters.checked("failed", due.size()))
        .mapEmpty();
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

  private List<Checked> said(List<Checked> checks, int told) {
    int gone = 0;
    var news = checks.stream().filter(one -> one.fact() != null).map(Checked::job);
    for (var check : checks) {
      if (check.next() == null) {
        gone++;
        log.error("a timer outlived its job and is removed job={}", check.job());
      }
    }
    meters.checked("told", told);
    meters.checked("gone", gone);
    meters.checked("quiet", checks.size() - told - gone);
    var jobs = news.collect(Collectors.toSet());
    if (told > 0) {
      hints.changed(jobs);
    }
    return checks;
  }
}
