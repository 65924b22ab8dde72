package dev.kinoloom.store;

import dev.kinoloom.domain.Durations;
import dev.kinoloom.domain.Likeness;
import io.vertx.core.Future;
import java.util.Map;

/** How long things took. Statistics: what is lost of them is only a worse estimate. */
public interface HistoryStore {
  /** Adds these, by likeness and bucket of {@link Durations}. */
  Future<Void> add(Map<Likeness, Map<Integer, Long>> counts);

  /** All that is known, of at most a bounded number of likenesses. */
  Future<Map<Likeness, Durations>> all();

  /** Forgets what nobody added to for long, and what is too much. */
  Future<Void> forget();

  static HistoryStore over(Database database) {
    return new PgHistoryStore(database);
  }
}
