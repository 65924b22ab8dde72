package dev.kinoloom.store;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What operators did. Entries are written by the statements that act, and never changed. */
public interface AuditStore {
  /**
   * An act.
   *
   * @param id rising
   * @param at by the database's clock
   * @param who name of the token that asked
   * @param action e.g. {@code key.pause}
   * @param key on which; null = on none
   * @param job on which; null = on none
   * @param node on which; null = on none
   * @param details what was wished, a JSON object
   * @param outcome what became of it, in words
   */
  record Entry(
      long id,
      Instant at,
      String who,
      String action,
      @Nullable Integer key,
      @Nullable Long job,
      @Nullable Integer node,
      String details,
      String outcome) {}

  /** The newest first. {@code key} 0 = all; {@code before} 0 = from the newest. */
  Future<List<Entry>> list(int key, long before, int most);
}
