package dev.kinoloom.boot;

import dev.kinoloom.api.ApiVerticle;
import dev.kinoloom.api.OpsRoutes;
import dev.kinoloom.config.Settings;
import dev.kinoloom.http.Entrance;
import dev.kinoloom.http.Problem;
import dev.kinoloom.http.Routes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The management port of a node that cannot start yet: it lives, and is not ready. Whoever looks
 * after processes by {@code /health/live} leaves it alone.
 */
final class Porch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Porch.class);

  private static final Duration RETRY = Duration.ofSeconds(2);

  private final Optional<Vertx> vertx;

  private Porch(Optional<Vertx> vertx) {
    this.vertx = vertx;
  }

  /**
   * Answers until it is closed; {@code why}: what is waited for. Nobody could know a port that is
   * drawn, so there is none then; one that cannot be had is left to the real start to tell.
   */
  static Porch open(Settings.Http at, String why) {
    return new Porch(at.port() == 0 ? Optional.empty() : listen(at, why));
  }

  private static Optional<Vertx> listen(Settings.Http at, String why) {
    var options =
        new VertxOptions()
            .setPreferNativeTransport(false)
            .setEventLoopPoolSize(1)
            .setWorkerPoolSize(1);
    var vertx = Vertx.vertx(options);
    try {
      Node.await(
          vertx.deployVerticle(
              new ApiVerticle(
                  new ApiVerticle.Listen(at.host(), at.port()),
                  List.of(
                      Entrance.open(() -> UUID.randomUUID().toString()),
                      health(why),
                      later(why)))));
      return Optional.of(vertx);
    } catch (RuntimeException e) {
      log.warn("nobody is answered while the start waits cause={}", e.toString());
      Node.await(vertx.close());
      return Optional.empty();
    }
  }

  private static OpsRoutes health(String why) {
    var starts = Future.succeededFuture(new OpsRoutes.Finding(false, Map.of("why", why)));
    return new OpsRoutes(
        List.of(new OpsRoutes.Check("database", () -> starts)), () -> Future.succeededFuture(""));
  }

  /** All else will be there; that nothing is at its path would be taken for the last word. */
  private static Routes later(String why) {
    var words = "the node starts: it " + why;
    var soon =
        Problem.of(503, "unavailable", "The service cannot answer now", words)
            .rejection()
            .retryAfter(RETRY);
    return router -> router.route().handler(ctx -> ctx.fail(soon));
  }

  /** Somebody is answered. */
  boolean isOpen() {
    return vertx.isPresent();
  }

  @Override
  public void close() {
    vertx.ifPresent(one -> Node.await(one.close()));
  }
}
