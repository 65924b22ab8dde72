package dev.kinoloom.boot;

import dev.kinoloom.store.NodeStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last words of a node to the database: said again as long as it holds something, a few times.
 */
final class Farewell {
  private static final Logger log = LoggerFactory.getLogger(Farewell.class);
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final int MOST = 20;

  private final Vertx vertx;
  private final NodeStore nodes;
  private final IntSupplier node;

  /** {@code node}: this one's id now. */
  Farewell(Vertx vertx, NodeStore nodes, IntSupplier node) {
    this.vertx = vertx;
    this.nodes = nodes;
    this.node = node;
  }

  /** Nothing runs here any more. */
  Future<Void> say() {
    return say(MOST);
  }

  /** A claim may have been on its way: what it brought is given back by the next call. */
  private Future<Void> say(int calls) {
    return nodes
        .leave(node.getAsInt())
        .compose(
            held -> {
              log.info("node leaves node={} stillheld={}", node.getAsInt(), held);
              return held == 0 || calls == 1
                  ? Future.succeededFuture()
                  : vertx
                      .timer(PAUSE.toMillis(), TimeUnit.MILLISECONDS)
                      .compose(timer -> say(calls - 1));
            });
  }
}
