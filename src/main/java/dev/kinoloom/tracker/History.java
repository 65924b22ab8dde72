package dev.kinoloom.tracker;

import dev.kinoloom.domain.Durations;
import dev.kinoloom.domain.Likeness;
import dev.kinoloom.store.HistoryStore;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long things took, as the database knew a few seconds ago. Of what was never done in this size
 * it takes the nearest size that was, up to four times as much or as little, in proportion. Safe to
 * use from any thread.
 */
final class History {
  private static final int FARTHEST = 4;
  private static final int ANY_SIZE = 0;

  private final HistoryStore store;
  private volatile Map<Likeness, TreeMap<Integer, Durations>> known = Map.of();

  History(HistoryStore store) {
    this.store = store;
  }

  /** Reads it anew. */
  Future<Void> refresh() {
    return store
        .all()
        .map(
            all -> {
              var bySize = new HashMap<Likeness, TreeMap<Integer, Durations>>();
              all.forEach(
                  (like, took) ->
                      bySize
                          .computeIfAbsent(like.sized(ANY_SIZE), any -> new TreeMap<>())
                          .put(like.size(), took));
              known = bySize;
              return null;
            });
  }

  /** {@link Durations#NONE} when nothing like it is known. */
  Durations of(Likeness like) {
    var sizes = known.get(like.sized(ANY_SIZE));
    if (sizes == null) {
      return Durations.NONE;
    }
    int wanted = like.size();
    return sizes.keySet().stream()
        .filter(size -> Math.abs(wanted - size) <= FARTHEST)
        .min(Comparator.comparingInt(size -> Math.abs(wanted - size)))
        .map(
            size ->
                sizes.getOrDefault(size, Durations.NONE).times(Math.pow(2, (wanted - size) / 2.0)))
        .orElse(Durations.NONE);
  }
}
