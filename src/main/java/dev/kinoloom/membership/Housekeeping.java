package dev.kinoloom.membership;

import dev.kinoloom.pipeline.Hints;
import dev.kinoloom.store.NodeStore;
import dev.kinoloom.store.TaskStore;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What any node does each second for all: gives back what dead nodes held, and makes waiting tasks
 * ready whose time has come. Lives on one event loop.
 */
public final class Housekeeping {
  private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);
  private static final int MOST = 500;

  private final NodeStore nodes;
  private final TaskStore tasks;
  private final Hints hints;
  private final IntSupplier node;
  private final Duration ttl;
  private final int maxLost;
  private final Set<Integer> lanes;
  private boolean busy;
  private final AtomicLong sweptInAll = new AtomicLong();

  /**
   * {@code maxLost}: a task that lost its node so often fails. {@code lanes}: all that this version
   * knows.
   */
  public Housekeeping(
      NodeStore nodes,
      TaskStore tasks,
      Hints hints,
      IntSupplier node,
      Duration ttl,
      int maxLost,
      Set<Integer> lanes) {
    this.nodes = nodes;
    this.tasks = tasks;
    this.hints = hints;
    this.node = node;
    this.ttl = ttl;
    this.maxLost = maxLost;
    this.lanes = Set.copyOf(lanes);
  }

  /** How many tasks it took from nodes whose lease was over. */
  public long swept() {
    return sweptInAll.get();
  }

  public Future<Void> keep() {
    if (busy) {
      return Future.succeededFuture();
    }
    busy = true;
    Future<Integer> swept =
        Future.succeededFuture(node.getAsInt())
            .compose(me -> nodes.reap(me, ttl, maxLost))
            .onSuccess(
                count -> {
                  sweptInAll.addAndGet(count);
                  tell("swept", count);
                });
    Future<Integer> promoted =
        Future.succeededFuture(MOST).compose(tasks::promote).onSuccess(count -> tell("due", count));
    return Future.join(swept, promoted).onComplete(done -> busy = false).mapEmpty();
  }

  private void tell(String why, int count) {
    if (count > 0) {
      log.info("tasks are ready again why={} count={}", why, count);
      hints.work(lanes);
    }
  }
}
