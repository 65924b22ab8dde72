package dev.kinoloom.api;

import dev.kinoloom.bus.Bus;
import dev.kinoloom.domain.JobProgress;
import dev.kinoloom.http.Caller;
import dev.kinoloom.store.Progresses;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests that wait for the end of their job. Whether it has ended is looked for when a hint says
 * so, and at every poll in case a hint was lost. Used from one event loop.
 */
final class Ends {
  private static final Logger log = LoggerFactory.getLogger(Ends.class);
  private static final Optional<JobProgress> NOT_YET = Optional.empty();

  /**
   * How it is done.
   *
   * @param longest that anybody waits: less than what connections may idle, here and on the way
   * @param poll how often is looked without a hint
   * @param most that wait at once
   * @param ofOneKey that wait at once
   */
  record Limits(Duration longest, Duration poll, int most, int ofOneKey) {
    static final Limits DEFAULT =
        new Limits(Duration.ofSeconds(50), Duration.ofSeconds(3), 2_000, 100);
  }

  private record Waiter(int key, long job, Promise<Optional<JobProgress>> ended) {}

  private final Vertx vertx;
  private final Progresses progresses;
  private final Limits limits;
  private final Map<Long, Set<Waiter>> waiters = new HashMap<>();
  private final Map<Integer, Integer> perKey = new HashMap<>();
  private final Bus.Listening listening;
  private final long polling;
  private int count;

  Ends(Vertx vertx, Progresses progresses, Bus bus, Limits limits) {
    this.vertx = vertx;
    this.progresses = progresses;
    this.limits = limits;
    this.listening = bus.onAnnounce(this::look);
    this.polling =
        vertx.setPeriodic(limits.poll().toMillis(), timer -> look(List.copyOf(waiters.keySet())));
  }

  /**
   * How the job ended, once it has; empty as soon as the client has waited as long as it prefers to
   * (and may), or has left. An answer to a client that may wait says for how long.
   */
  Future<Optional<JobProgress>> asked(RoutingContext ctx, long job) {
    int key = Caller.of(ctx).key();
    var granted = granted(key, Preference.wait(ctx.request().headers().getAll("Prefer")));
    if (granted.isZero()) {
      return Future.succeededFuture(NOT_YET);
    }
    ctx.response().putHeader("Preference-Applied", "wait=" + granted.toSeconds());
    Promise<Void> gone = Promise.promise();
    ctx.response().closeHandler(closed -> gone.tryComplete());
    return until(key, job, granted, gone.future());
  }

  /** Nothing when as many wait as may. */
  private Duration granted(int key, Duration wished) {
    if (count >= limits.most() || perKey.getOrDefault(key, 0) >= limits.ofOneKey()) {
      return Duration.ZERO;
    }
    return wished.compareTo(limits.longest()) > 0 ? limits.longest() : wished;
  }

  private Future<Optional<JobProgress>> until(
      int key, long job, Duration granted, Future<Void> gone) {
    var waiter = new Waiter(key, job, Promise.promise());
    waiters.computeIfAbsent(job, none -> new HashSet<>()).add(waiter);
    perKey.merge(key, 1, Integer::sum);
    count++;
    long timer = vertx.setTimer(granted.toMillis(), late -> waiter.ended().tryComplete(NOT_YET));
    gone.onComplete(left -> waiter.ended().tryComplete(NOT_YET));
    look(List.of(job));
    return waiter
        .ended()
        .future()
        .onComplete(
            done -> {
              vertx.cancelTimer(timer);
              leave(waiter);
            });
  }

  private void leave(Waiter waiter) {
    count--;
    perKey.computeIfPresent(waiter.key(), (key, n) -> n == 1 ? null : Integer.valueOf(n - 1));
    waiters.computeIfPresent(
        waiter.job(),
        (job, all) -> {
          all.remove(waiter);
          return all.isEmpty() ? null : all;
        });
  }

  /** What can't be read now is looked for at the next hint or poll. */
  private void look(Collection<Long> jobs) {
    for (var job : jobs) {
      if (waiters.containsKey(job)) {
        progresses
            .now(job)
            .onSuccess(now -> tell(job, now))
            .onFailure(e -> log.warn("end.not_looked_for job={} cause={}", job, e.toString()));
      }
    }
  }

  private void tell(long job, JobProgress now) {
    if (now.phase().isFinal()) {
      letGo(waiters.get(job), Optional.of(now));
    }
  }

  private static void letGo(@Nullable Set<Waiter> some, Optional<JobProgress> how) {
    if (some != null) {
      List.copyOf(some).forEach(waiter -> waiter.ended().tryComplete(how));
    }
  }

  /** Nobody waits any longer. */
  void close() {
    listening.end();
    vertx.cancelTimer(polling);
    List.copyOf(waiters.values()).forEach(some -> letGo(some, NOT_YET));
  }
}
