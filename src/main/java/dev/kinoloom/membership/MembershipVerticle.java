package dev.kinoloom.membership;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Beats, and keeps house each second. The node has joined before this is deployed. */
public final class MembershipVerticle extends VerticleBase {
  private static final Logger log = LoggerFactory.getLogger(MembershipVerticle.class);
  private static final Duration HOUSE = Duration.ofSeconds(1);
  private static final int WATCHES = 8;

  private final Heartbeat heartbeat;
  private final Housekeeping housekeeping;
  private final Duration beat;

  public MembershipVerticle(Heartbeat heartbeat, Housekeeping housekeeping, Duration beat) {
    this.heartbeat = heartbeat;
    this.housekeeping = housekeeping;
    this.beat = beat;
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(beat.toMillis(), timer -> beat());
    vertx.setPeriodic(Math.max(1, beat.toMillis() / WATCHES), timer -> heartbeat.watch());
    vertx.setPeriodic(
        HOUSE.toMillis(),
        timer ->
            housekeeping
                .keep()
                .onFailure(
                    e -> log.warn("housekeeping failed cause={}", String.valueOf(e.getMessage()))));
    return Future.succeededFuture();
  }

  /**
   * Looks at the leases now rather than at the next beat: something is to be stopped. From any
   * thread.
   */
  public void beatNow() {
    context.runOnContext(none -> beat());
  }

  private void beat() {
    heartbeat
        .beat()
        .onFailure(e -> log.warn("beat failed cause={}", String.valueOf(e.getMessage())));
  }
}
