package dev.kinoloom.store;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Sends a batch in one call; when the database rejects it, finds out which entry it was by halves,
 * so that one bad entry cannot fail its neighbours. Each half is a commit of its own. An
 * unavailable database fails the whole.
 *
 * @param <E> an entry
 * @param <A> an answer; a call answers its entries' answers in their order
 */
final class Bisection<E, A> {
  private final Function<List<E>, Future<List<A>>> send;
  private final Function<E, List<A>> rejected;

  /** {@code rejected}: what is answered for an entry that the database rejects even alone. */
  Bisection(Function<List<E>, Future<List<A>>> send, Function<E, List<A>> rejected) {
    this.send = send;
    this.rejected = rejected;
  }

  Future<List<A>> send(List<E> batch) {
    if (batch.isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    return send.apply(batch)
        .recover(
            failure ->
                failure instanceof StoreRejected
                    ? sendSmaller(batch)
                    : Future.failedFuture(failure));
  }

  private Future<List<A>> sendSmaller(List<E> batch) {
    if (batch.size() == 1) {
      return Future.succeededFuture(rejected.apply(batch.get(0)));
    }
    int half = batch.size() / 2;
    return send(batch.subList(0, half))
        .compose(
            first -> send(batch.subList(half, batch.size())).map(second -> join(first, second)));
  }

  private static <A> List<A> join(List<A> first, List<A> second) {
    var all = new ArrayList<A>(first);
    all.addAll(second);
    return all;
  }
}
