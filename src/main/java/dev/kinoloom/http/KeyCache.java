package dev.kinoloom.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers for a short while whose a secret is, so that not every request asks the database. A
 * secret that was replaced is good for that while longer.
 */
public final class KeyCache {
  private record Entry(int key, Instant until) {}

  private final Duration ttl;
  private final InstantSource clock;
  private final Map<String, Entry> entries;

  /** Remembers the {@code most} last used for {@code ttl} each. */
  public KeyCache(int most, Duration ttl, InstantSource clock) {
    this.ttl = ttl;
    this.clock = clock;
    this.entries =
        new LinkedHashMap<>(64, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Entry> eldest) {
            return size() > most;
          }
        };
  }

  synchronized Optional<Integer> find(String hash) {
    var entry = entries.get(hash);
    if (entry == null) {
      return Optional.empty();
    }
    if (!clock.instant().isBefore(entry.until())) {
      entries.remove(hash);
      return Optional.empty();
    }
    return Optional.of(entry.key());
  }

  synchronized void keep(String hash, int key) {
    entries.put(hash, new Entry(key, clock.instant().plus(ttl)));
  }
}
