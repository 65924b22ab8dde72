package dev.kinoloom.store;

import dev.kinoloom.domain.Checked;
import dev.kinoloom.domain.DueCheck;
import dev.kinoloom.domain.Tracked;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** Progress checks of jobs: durable, and gone with their job. */
public interface TimerStore {
  /** The kind of timer that calls for a progress check. */
  int CHECK = 1;

  /**
   * Takes up to {@code most} checks that are due, the latest first. Each comes again after {@code
   * again} unless it is {@link #settle settled} before.
   */
  Future<List<DueCheck>> take(int most, Duration again);

  /** What checks of these jobs need to know, in any order; who has no timer is left out. */
  Future<List<Tracked>> look(Collection<Long> jobs);

  /** Tells estimates and sets the next checks, in one commit; answers how many were told. */
  Future<Integer> settle(List<Checked> checks);

  static TimerStore over(Database database) {
    return new PgTimerStore(database);
  }
}
