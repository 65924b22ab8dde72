package dev.kinoloom.http;

import dev.kinoloom.store.KeyStore;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Lets only known virtual keys pass: {@code Authorization: Bearer kl_…} or {@code X-API-Key: kl_…}.
 * Every failure has the same answer, whatever was wrong.
 */
public final class Authentication implements Handler<RoutingContext> {
  private static final Pattern SECRET = Pattern.compile("kl_[A-Za-z0-9_-]{16,200}");
  private static final Pattern BEARER = Pattern.compile("(?i:bearer) +(\\S+)");
  private static final String CHALLENGE = "Bearer realm=\"kinoloom\"";

  private final KeyStore keys;
  private final KeyCache known;

  public Authentication(KeyStore keys, KeyCache known) {
    this.keys = keys;
    this.known = known;
  }

  @Override
  public void handle(RoutingContext ctx) {
    var hash = secret(ctx.request()).map(Authentication::sha256);
    if (hash.isEmpty()) {
      refuse(ctx);
      return;
    }
    ctx.request().pause();
    caller(hash.get())
        .onComplete(
            found -> {
              ctx.request().resume();
              found.ifPresentOrElse(
                  caller -> {
                    caller.remember(ctx);
                    ctx.next();
                  },
                  () -> refuse(ctx));
            },
            ctx::fail);
  }

  private Future<Optional<Caller>> caller(String hash) {
    var cached = known.find(hash);
    if (cached.isPresent()) {
      return Future.succeededFuture(cached.map(Caller::new));
    }
    return keys.authenticate(hash)
        .map(
            found -> {
              found.ifPresent(key -> known.keep(hash, key.key()));
              return found.map(key -> new Caller(key.key()));
            });
  }

  private static void refuse(RoutingContext ctx) {
    ctx.response().putHeader("WWW-Authenticate", CHALLENGE);
    ctx.fail(
        Problem.of(
                401,
                "not-authenticated",
                "Who asks is not known",
                "send a valid key as \"Authorization: Bearer kl_…\" or \"X-API-Key: kl_…\"")
            .rejection());
  }

  private static Optional<String> secret(HttpServerRequest request) {
    var authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
    var bearer = Optional.ofNullable(authorization).map(BEARER::matcher).filter(m -> m.matches());
    var given =
        authorization == null
            ? Optional.ofNullable(request.getHeader("X-API-Key"))
            : bearer.map(m -> m.group(1));
    return given.filter(secret -> SECRET.matcher(secret).matches());
  }

  /** The form in which the store knows a secret. */
  public static String sha256(String secret) {
    return Secrets.sha256(secret);
  }
}
