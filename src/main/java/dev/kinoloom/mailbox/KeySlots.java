package dev.kinoloom.mailbox;

import dev.kinoloom.store.KeyStore;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The slots of keys; they never change, so each is asked for once. Safe from any thread. */
public final class KeySlots {
  private static final int REMEMBERED = 100_000;

  private final KeyStore keys;
  private final Map<Integer, Integer> known = new ConcurrentHashMap<>();

  public KeySlots(KeyStore keys) {
    this.keys = keys;
  }

  /** Keys that there are not are left out. */
  public Future<Set<Integer>> of(Set<Integer> some) {
    var unknown = new HashSet<>(some);
    unknown.removeAll(known.keySet());
    return unknown.isEmpty()
        ? Future.succeededFuture(slots(some))
        : keys.slots(unknown)
            .map(
                found -> {
                  remember(found);
                  return slots(some);
                });
  }

  private void remember(Map<Integer, Integer> found) {
    if (known.size() + found.size() > REMEMBERED) {
      known.clear();
    }
    known.putAll(found);
  }

  private Set<Integer> slots(Set<Integer> some) {
    var slots = new HashSet<Integer>();
    for (var key : some) {
      var slot = known.get(key);
      if (slot != null) {
        slots.add(slot);
      }
    }
    return slots;
  }
}
