package dev.kinoloom.worker;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What many ask for at the same time is asked once: while one question is under way, the next ones
 * gather, and go together when it is answered. An answer comes on the context that asked. Safe to
 * use from any thread.
 */
final class Together<K, V> {
  private record Waiting<V>(Promise<Optional<V>> answer, Context context) {
    void complete(Optional<V> value) {
      context.runOnContext(now -> answer.complete(value));
    }

    void fail(Throwable cause) {
      context.runOnContext(now -> answer.fail(cause));
    }
  }

  private final Vertx vertx;
  private final int most;
  private final Function<Set<K>, Future<Map<K, V>>> question;
  private final Map<K, List<Waiting<V>>> waiting = new LinkedHashMap<>();
  private boolean asking;

  /** {@code question} is asked for {@code most} at once; what it leaves out is not there. */
  Together(Vertx vertx, int most, Function<Set<K>, Future<Map<K, V>>> question) {
    this.vertx = vertx;
    this.most = most;
    this.question = question;
  }

  /** Empty = there is none. */
  Future<Optional<V>> get(K key) {
    var one = new Waiting<V>(Promise.promise(), vertx.getOrCreateContext());
    synchronized (waiting) {
      waiting.computeIfAbsent(key, none -> new ArrayList<>()).add(one);
    }
    ask();
    return one.answer().future();
  }

  private void ask() {
    var batch = next();
    if (batch.isEmpty()) {
      return;
    }
    Future.succeededFuture(batch.keySet())
        .compose(question)
        .onComplete(
            found -> answer(batch, found), cause -> each(batch, (key, one) -> one.fail(cause)))
        .onComplete(
            done -> {
              synchronized (waiting) {
                asking = false;
              }
              ask();
            });
  }

  private void answer(Map<K, List<Waiting<V>>> batch, Map<K, V> found) {
    each(batch, (key, one) -> one.complete(Optional.ofNullable(found.get(key))));
  }

  private interface Telling<K, V> {
    void tell(K key, Waiting<V> one);
  }

  private static <K, V> void each(Map<K, List<Waiting<V>>> batch, Telling<K, V> telling) {
    batch.forEach((key, all) -> all.forEach(one -> telling.tell(key, one)));
  }

  private Map<K, List<Waiting<V>>> next() {
    synchronized (waiting) {
      if (asking) {
        return Map.of();
      }
      var batch = new LinkedHashMap<K, List<Waiting<V>>>();
      var all = waiting.entrySet().iterator();
      while (all.hasNext() && batch.size() < most) {
        var one = all.next();
        batch.put(one.getKey(), one.getValue());
        all.remove();
      }
      asking = !batch.isEmpty();
      return batch;
    }
  }
}
