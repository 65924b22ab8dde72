package dev.kinoloom.boot;

import dev.kinoloom.membership.DrainWatch;
import java.time.Duration;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The work of a node as operators end and begin it: what runs may go on as long as on a node that
 * leaves, the rest is handed back. The node stays, and goes on with everything else.
 */
final class Shift implements DrainWatch.Work {
  private static final Logger log = LoggerFactory.getLogger(Shift.class);

  private final Workforce workers;
  private final IntSupplier node;
  private final Duration patience;

  /** {@code node}: this one's id now; {@code patience} with what runs. */
  Shift(Workforce workers, IntSupplier node, Duration patience) {
    this.workers = workers;
    this.node = node;
    this.patience = patience;
  }

  @Override
  public void rest() {
    log.info("node drains node={} patience={}", node.getAsInt(), patience);
    workers
        .rest(patience)
        .onSuccess(all -> log.info("node rests node={} drained={}", node.getAsInt(), all))
        .onFailure(e -> log.warn("node does not come to rest cause={}", e.toString()));
  }

  @Override
  public boolean resume() {
    boolean resumed = workers.resume();
    if (resumed) {
      log.info("node works again node={}", node.getAsInt());
    }
    return resumed;
  }
}
