package dev.kinoloom.http;

import io.vertx.ext.web.Router;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What every request passes first: correlation id, security headers, the answer to failures, and,
 * below {@code /api}, the question who asks. Mounted before all other routes.
 */
public final class Entrance implements Routes {
  private final Correlation correlation;
  private final Failures failures;
  private final @Nullable Authentication authentication;

  private Entrance(
      Supplier<String> ids, Failures failures, @Nullable Authentication authentication) {
    this.correlation = new Correlation(ids);
    this.failures = failures;
    this.authentication = authentication;
  }

  /** For everybody who has a key. {@code ids}: new correlation ids. */
  public static Entrance guarded(
      Supplier<String> ids, Contract contract, Authentication authentication) {
    return new Entrance(ids, new Failures(contract::methods), authentication);
  }

  /** For operators on this machine: nobody is asked who it is. */
  public static Entrance open(Supplier<String> ids) {
    return new Entrance(ids, new Failures(path -> Set.of()), null);
  }

  @Override
  public void mount(Router router) {
    failures.mount(router);
    router.route().handler(correlation);
    router.route().handler(new SecurityHeaders());
    if (authentication != null) {
      router.route("/api/*").handler(authentication);
    }
  }
}
