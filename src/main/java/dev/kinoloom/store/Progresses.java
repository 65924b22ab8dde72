package dev.kinoloom.store;

import dev.kinoloom.codec.FactData;
import dev.kinoloom.domain.JobProgress;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How jobs stand, read from their facts. It remembers the jobs that were last asked about, so that
 * asking again reads only what is new. Safe to use from any thread.
 */
public final class Progresses {
  /** Facts read at once. */
  private static final int PAGE = 1_000;

  private final FactStore facts;
  private final Map<Long, JobProgress> known;

  /** Remembers {@code most} jobs. */
  public Progresses(FactStore facts, int most) {
    this.facts = facts;
    this.known =
        new LinkedHashMap<>(64, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Long, JobProgress> eldest) {
            return size() > most;
          }
        };
  }

  /** With all facts that are committed now. */
  public Future<JobProgress> now(long job) {
    var before = recall(job);
    return before.phase().isFinal() ? Future.succeededFuture(before) : read(job, before);
  }

  /** With the facts up to {@code seq}, itself included, as far as there are so many. */
  public Future<JobProgress> until(long job, int seq) {
    return read(job, JobProgress.NONE, seq);
  }

  private Future<JobProgress> read(long job, JobProgress from) {
    return facts
        .after(job, from.lastSeq(), PAGE)
        .compose(
            page -> {
              var next = from.with(page.stream().map(FactData::read).toList());
              keep(job, next);
              return page.size() < PAGE ? Future.succeededFuture(next) : read(job, next);
            });
  }

  private Future<JobProgress> read(long job, JobProgress from, int until) {
    if (from.lastSeq() >= until) {
      return Future.succeededFuture(from);
    }
    int most = Math.min(PAGE, until - from.lastSeq());
    return facts
        .after(job, from.lastSeq(), most)
        .compose(
            page -> {
              var next = from.with(page.stream().map(FactData::read).toList());
              return page.size() < most ? Future.succeededFuture(next) : read(job, next, until);
            });
  }

  private JobProgress recall(long job) {
    synchronized (known) {
      return known.getOrDefault(job, JobProgress.NONE);
    }
  }

  private void keep(long job, JobProgress progress) {
    synchronized (known) {
      known.merge(job, progress, (a, b) -> a.lastSeq() >= b.lastSeq() ? a : b);
    }
  }
}
