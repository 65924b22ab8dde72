package dev.kinoloom.pipeline;

import dev.kinoloom.domain.Report;
import io.vertx.core.Future;

/** Where a worker brings what became of a task. */
@FunctionalInterface
public interface Results {
  /**
   * Recorded, with the decision that it leads to, when the future succeeds: true = taken, false =
   * fenced (the lease was lost: nothing of the attempt counts). Fails when the store can't be
   * reached: bring the same report again.
   */
  Future<Boolean> report(Report report);
}
