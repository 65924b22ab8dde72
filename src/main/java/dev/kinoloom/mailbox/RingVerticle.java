package dev.kinoloom.mailbox;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks each second who is there; it is deployed when it has looked once. */
public final class RingVerticle extends VerticleBase {
  private static final Logger log = LoggerFactory.getLogger(RingVerticle.class);
  private static final Duration PULSE = Duration.ofSeconds(1);

  private final Ring ring;

  public RingVerticle(Ring ring) {
    this.ring = ring;
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(PULSE.toMillis(), timer -> look());
    return look();
  }

  private Future<Void> look() {
    return ring.look()
        .otherwise(
            cause -> {
              log.warn("slots stay as they are cause={}", String.valueOf(cause.getMessage()));
              return null;
            });
  }
}
