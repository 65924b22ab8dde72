package dev.kinoloom.boot;

import dev.kinoloom.bus.Echo;
import dev.kinoloom.ops.Gauges;
import dev.kinoloom.store.CensusStore;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What whoever reads the metrics gets. He pays for a look at database and bus at most every ten
 * seconds, and waits two for it at the longest; nobody looks while nobody reads.
 */
final class Scrape {
  private static final Logger log = LoggerFactory.getLogger(Scrape.class);
  private static final Duration FRESH = Duration.ofSeconds(10);
  private static final long PATIENCE_SECONDS = 2;

  private final CensusStore census;
  private final Supplier<Future<Void>> database;
  private final Echo bus;
  private final Gauges gauges;
  private final Supplier<String> registry;
  private long nextNanos = System.nanoTime();
  private Future<Void> looking = Future.succeededFuture();

  /** {@code database}: asks it for nothing; {@code registry}: all metrics as text. */
  Scrape(
      CensusStore census,
      Supplier<Future<Void>> database,
      Echo bus,
      Gauges gauges,
      Supplier<String> registry) {
    this.census = census;
    this.database = database;
    this.bus = bus;
    this.gauges = gauges;
    this.registry = registry;
  }

  /** In Prometheus' text format; never fails because the database or the bus is away. */
  Future<String> text() {
    return look()
        .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .otherwiseEmpty()
        .map(none -> registry.get());
  }

  private synchronized Future<Void> look() {
    if (looking.isComplete() && nextNanos - System.nanoTime() <= 0) {
      nextNanos = System.nanoTime() + FRESH.toNanos();
      looking = seen();
    }
    return looking;
  }

  private Future<Void> seen() {
    long began = System.nanoTime();
    var ping =
        optional(
            "database", database.get().map(none -> Duration.ofNanos(System.nanoTime() - began)));
    var echo = optional("bus", bus.call());
    var counted = optional("census", census.take());
    return Future.join(ping, echo, counted)
        .map(
            all -> {
              gauges.see(
                  new Gauges.Look(
                      counted.result().orElse(null),
                      ping.result().orElse(null),
                      echo.result().orElse(null)));
              return null;
            });
  }

  private static <T> Future<Optional<T>> optional(String what, Future<T> asked) {
    return asked
        .timeout(2 * PATIENCE_SECONDS, TimeUnit.SECONDS)
        .map(Optional::of)
        .recover(
            cause -> {
              log.warn("metrics.not_seen what={} cause={}", what, cause.toString());
              return Future.succeededFuture(Optional.empty());
            });
  }
}
