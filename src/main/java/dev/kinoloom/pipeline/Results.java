package dev.kinoloom.pipeline;

import dev.kinoloom.domain.Report;
import io.vertx.core.Future;

/** Where a worker brings what became of a task. */
@FunctionalInterface
public interface Results {
  /** What became of a report. */
  enum Answer {
    /** It is recorded. */
    TAKEN,
    /** The lease was lost: nothing of the attempt counts. */
    FENCED,
    /** The store will never take it as it is: bring another. */
    REJECTED
  }

  /**
   * Recorded, with the decision that it leads to, when the answer is TAKEN. Fails when the store
   * can't be reached: bring the same report again.
   */
  Future<Answer> report(Report report);
}
