package dev.kinoloom.bus;

import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicInteger;

/** An event bus on which every message is lost. */
public final class Silence {
  private final AtomicInteger lost = new AtomicInteger();

  private Silence() {}

  /** From now on, on all of {@code vertx}. */
  public static Silence on(Vertx vertx) {
    var silence = new Silence();
    vertx.eventBus().addOutboundInterceptor(delivery -> silence.lost.incrementAndGet());
    return silence;
  }

  /** How many messages were lost. */
  public int lost() {
    return lost.get();
  }
}
