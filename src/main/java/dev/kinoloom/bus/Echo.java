package dev.kinoloom.bus;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.tracing.TracingPolicy;
import java.time.Duration;
import java.util.UUID;

/** A call into the bus that comes back to this node: how one knows that it carries anything. */
public final class Echo {
  /** Longer is as good as never. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Vertx vertx;
  private final String address = "kinoloom.echo." + UUID.randomUUID();
  private final MessageConsumer<Object> consumer;

  public Echo(Vertx vertx) {
    this.vertx = vertx;
    this.consumer = vertx.eventBus().consumer(address, message -> message.reply(message.body()));
  }

  /** How long it took; fails when it did not come back within two seconds. */
  public Future<Duration> call() {
    long began = System.nanoTime();
    var options =
        new DeliveryOptions()
            .setSendTimeout(PATIENCE.toMillis())
            .setTracingPolicy(TracingPolicy.IGNORE);
    return consumer
        .completion()
        .compose(known -> vertx.eventBus().request(address, "?", options))
        .map(reply -> Duration.ofNanos(System.nanoTime() - began));
  }
}
