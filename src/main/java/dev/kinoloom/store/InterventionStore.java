package dev.kinoloom.store;

import dev.kinoloom.domain.Cancelled;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * What an operator does to a job. Each act on a job that is there stands in the audit with its
 * outcome, written by the statement that acts; {@code by} is the name of who asked.
 */
public interface InterventionStore {
  Future<Cancelled> cancel(String by, long job);

  /**
   * Approves what the person saw at revision {@code rev} of a held job; false = it is not held, or
   * has moved on since.
   */
  Future<Boolean> approve(String by, long job, int rev);

  /**
   * A new job in place of a failed one, the same as before if there is one; empty = not to be had
   * (not failed, discarded, or a paid call is unresolved).
   */
  Future<Optional<Long>> replay(String by, long job);

  /** Closes a dead letter for good; its key goes on. false = it is no open dead letter. */
  Future<Boolean> discard(String by, long job);
}
