package dev.kinoloom.membership;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears at each beat what operators wish of this node, and lets go of what need not be kept. The
 * node has joined before.
 */
public final class UpkeepVerticle extends VerticleBase {
  private static final Logger log = LoggerFactory.getLogger(UpkeepVerticle.class);

  private static final Duration STEP = Duration.ofSeconds(1);

  private final DrainWatch drainWatch;
  private final Retention retention;
  private final Duration beat;

  public UpkeepVerticle(DrainWatch drainWatch, Retention retention, Duration beat) {
    this.drainWatch = drainWatch;
    this.retention = retention;
    this.beat = beat;
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(beat.toMillis(), timer -> look());
    vertx.setPeriodic(STEP.toMillis(), timer -> letGo());
    return Future.succeededFuture();
  }

  /** An operator has drained this node. From any thread. */
  public boolean isDraining() {
    return drainWatch.isDraining();
  }

  private void letGo() {
    retention
        .step()
        .onFailure(
            e -> log.warn("retention rests a while cause={}", String.valueOf(e.getMessage())));
  }

  private void look() {
    drainWatch
        .look()
        .onFailure(e -> log.warn("drain not looked for cause={}", String.valueOf(e.getMessage())));
  }
}
