package dev.kinoloom.tracker;

import dev.kinoloom.domain.Durations;
import dev.kinoloom.domain.Likeness;
import dev.kinoloom.pipeline.Experience;
import dev.kinoloom.store.HistoryStore;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers how long things took on this node, and adds it to what all know in batches; what a node
 * that dies had gathered is lost. Bounded. Safe to use from any thread.
 */
public final class Recorder implements Experience {
  private static final Logger log = LoggerFactory.getLogger(Recorder.class);
  private static final int MOST = 2_000;

  private final HistoryStore store;
  private Map<Likeness, Map<Integer, Long>> gathered = new HashMap<>();

  public Recorder(HistoryStore store) {
    this.store = store;
  }

  @Override
  public synchronized void took(Likeness what, Duration time) {
    if (gathered.size() < MOST || gathered.containsKey(what)) {
      gathered
          .computeIfAbsent(what, like -> new HashMap<>())
          .merge(Durations.bucket(time), 1L, Long::sum);
    }
  }

  /** Adds what was gathered since the last time. Never fails. */
  public Future<Void> flush() {
    return store
        .add(taken())
        .otherwise(
            cause -> {
              log.warn("durations are lost cause={}", String.valueOf(cause.getMessage()));
              return null;
            });
  }

  private synchronized Map<Likeness, Map<Integer, Long>> taken() {
    var all = gathered;
    gathered = new HashMap<>();
    return all;
  }
}
