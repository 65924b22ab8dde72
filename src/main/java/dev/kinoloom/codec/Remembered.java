package dev.kinoloom.codec;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToIntBiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What was used last, as much of it as has {@code most} characters in all, where each entry counts
 * for {@value #ENTRY} more; whatever has more than a hundredth of that alone is not kept. Safe to
 * use from any thread.
 */
public final class Remembered<K, V> {
  private static final int SHARE = 100;
  private static final int ENTRY = 256;

  private final long most;
  private final ToIntBiFunction<K, V> chars;
  private final Map<K, V> kept = new LinkedHashMap<>(64, 0.75f, true);
  private long held;

  /** {@code chars}: how many an entry has; the same whenever it is asked. */
  public Remembered(long most, ToIntBiFunction<K, V> chars) {
    this.most = most;
    this.chars = chars;
  }

  public synchronized @Nullable V get(K key) {
    return kept.get(key);
  }

  /** In place of what was kept under {@code key}. */
  public synchronized void put(K key, V value) {
    forget(key);
    int size = size(key, value);
    if (size > most / SHARE) {
      return;
    }
    kept.put(key, value);
    held += size;
    var eldest = kept.entrySet().iterator();
    while (held > most) {
      var one = eldest.next();
      held -= size(one.getKey(), one.getValue());
      eldest.remove();
    }
  }

  public synchronized void forget(K key) {
    var gone = kept.remove(key);
    if (gone != null) {
      held -= size(key, gone);
    }
  }

  private int size(K key, V value) {
    return ENTRY + chars.applyAsInt(key, value);
  }
}
