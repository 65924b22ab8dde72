package dev.kinoloom.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What every request passes first: correlation id, security headers, the answer to failures, and,
 * below {@code /api} and {@code /v1}, the question who asks. Mounted before all other routes.
 */
public final class Entrance implements Routes {
  private final Correlation correlation;
  private final Failures failures;
  private final @Nullable Guard guard;

  /** Who stands before which paths. */
  private record Guard(List<String> paths, Handler<RoutingContext> who) {}

  private Entrance(Supplier<String> ids, Failures failures, @Nullable Guard guard) {
    this.correlation = new Correlation(ids);
    this.failures = failures;
    this.guard = guard;
  }

  /**
   * For everybody who has a key; what the contract opens to everybody is open. {@code ids}: new
   * correlation ids.
   */
  public static Entrance guarded(
      Supplier<String> ids, Contract contract, Authentication authentication) {
    return new Entrance(
        ids,
        new Failures(contract::methods),
        new Guard(
            List.of("/api/*", "/v1/*"),
            ctx -> {
              if (contract.isOpen(ctx.normalizedPath())) {
                ctx.next();
              } else {
                authentication.handle(ctx);
              }
            }));
  }

  /**
   * For operators: below {@code /v1} a token is asked for; the contract, health and metrics are
   * open.
   */
  public static Entrance operated(
      Supplier<String> ids, Contract contract, OperatorCheck operators) {
    return new Entrance(
        ids, new Failures(contract::methods), new Guard(List.of("/v1/*"), operators));
  }

  /** Nobody is asked who it is. */
  public static Entrance open(Supplier<String> ids) {
    return new Entrance(ids, new Failures(path -> Set.of()), null);
  }

  @Override
  public void mount(Router router) {
    failures.mount(router);
    router.route().handler(correlation);
    router.route().handler(new SecurityHeaders());
    if (guard != null) {
      guard.paths().forEach(path -> router.route(path).handler(guard.who()));
    }
  }
}
