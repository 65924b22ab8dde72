package dev.kinoloom.http;

import dev.kinoloom.codec.Json;
import dev.kinoloom.codec.WireJson;
import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.Invalid;
import dev.kinoloom.store.StoreUnavailable;
import io.vertx.core.Handler;
import io.vertx.core.file.FileSystemException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns every way in which a request can fail into one problem. The only failure handler. */
public final class Failures implements Handler<RoutingContext> {
  private static final Logger log = LoggerFactory.getLogger(Failures.class);
  private static final Duration STORE_RETRY = Duration.ofSeconds(2);
  private static final Duration DISK_RETRY = Duration.ofMinutes(1);
  private static final List<Integer> OF_THE_ROUTER = List.of(400, 404, 405, 406, 413, 414, 415);

  /** How long a client may go on sending what nobody reads. */
  private static final long GRACE_MILLIS = 2_000;

  private final Function<String, Set<HttpMethod>> methods;

  /** {@code methods}: those that a path has. */
  Failures(Function<String, Set<HttpMethod>> methods) {
    this.methods = methods;
  }

  /** Becomes the answer to whatever fails on {@code router}. */
  public void mount(Router router) {
    router.route().failureHandler(this);
    OF_THE_ROUTER.forEach(status -> router.errorHandler(status, this));
    router.errorHandler(500, this);
  }

  @Override
  public void handle(RoutingContext ctx) {
    if (ctx.failure() instanceof HttpClosedException || ctx.response().closed()) {
      log.debug("request.client_gone");
      return;
    }
    var rejection = rejection(ctx.failure(), ctx.statusCode(), ctx);
    var problem = rejection.problem();
    if (ctx.response().ended()) {
      return;
    }
    if (ctx.response().headWritten()) {
      ctx.request().connection().close();
      return;
    }
    var wait = rejection.retryAfter();
    if (wait != null) {
      ctx.response().putHeader(HttpHeaders.RETRY_AFTER, String.valueOf(wait.toSeconds()));
    }
    send(ctx, problem);
  }

  private static void send(RoutingContext ctx, Problem problem) {
    var body = problem.toJson(ctx.request().path(), Correlation.of(ctx)).toBuffer();
    SecurityHeaders.put(ctx.response()); // a router refuses some requests before any route
    var response =
        ctx.response()
            .setStatusCode(problem.status())
            .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
            .putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(body.length()));
    dropRest(ctx);
    if (ctx.request().method().equals(HttpMethod.HEAD)) {
      response.end();
    } else {
      response.end(body);
    }
  }

  /** What is left of the body is thrown away, for a while; then the connection is closed. */
  private static void dropRest(RoutingContext ctx) {
    var request = ctx.request();
    if (!request.isEnded()) {
      request.handler(rest -> {}).exceptionHandler(gone -> {}).resume();
      ctx.vertx()
          .setTimer(
              GRACE_MILLIS,
              timer -> {
                if (!request.isEnded()) {
                  request.connection().close();
                }
              });
    }
  }

  private Rejection rejection(@Nullable Throwable failure, int status, RoutingContext ctx) {
    if (failure instanceof Rejection rejection) {
      return rejection;
    }
    if (failure instanceof Invalid invalid) {
      return Problem.invalid(invalid.field(), invalid.rule()).rejection();
    }
    if (!isWellFormed(ctx)) {
      return Problem.malformed("the path is not well-formed").rejection();
    }
    if (failure instanceof WireJson.Malformed || failure instanceof Json.Unreadable) {
      return Problem.malformed(String.valueOf(failure.getMessage())).rejection();
    }
    if (failure instanceof StoreUnavailable) {
      log.warn("request.store_unavailable", failure);
      return Problem.of(
              503,
              "unavailable",
              "The service cannot answer now",
              "the database cannot be reached; try again in a moment")
          .rejection()
          .retryAfter(STORE_RETRY);
    }
    if (failure instanceof Failed failed && failed.kind() == FailureKind.RESOURCES) {
      log.error("request.no_space", failure);
      return full();
    }
    if (failure instanceof IOException || failure instanceof FileSystemException) {
      log.error("request.files_unusable", failure);
      return full();
    }
    return status >= 400 && status < 500 ? ofTheRouter(status, ctx) : ofOurs(failure, ctx);
  }

  /** The router refuses some paths, and whoever asks for them again is refused again. */
  private static boolean isWellFormed(RoutingContext ctx) {
    try {
      return ctx.normalizedPath() != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private Rejection ofTheRouter(int status, RoutingContext ctx) {
    var problem =
        switch (status) {
          case 404 -> Problem.notFound("nothing is at this path; /openapi.yaml lists what is");
          case 405 -> wrongMethod(ctx);
          case 413 -> Problem.tooBig("the body is longer than this path takes");
          case 415 ->
              Problem.of(
                  415,
                  "wrong-content-type",
                  "The body's content type is not for this path",
                  "see /openapi.yaml for what is");
          default ->
              Problem.of(
                  status,
                  "malformed-request",
                  "The request cannot be understood",
                  "the path, a header or the query is not well-formed");
        };
    return problem.rejection();
  }

  private Problem wrongMethod(RoutingContext ctx) {
    var allowed = String.join(", ", Contract.names(methods.apply(ctx.normalizedPath())));
    ctx.response().putHeader(HttpHeaders.ALLOW, allowed);
    return Problem.of(
        405,
        "wrong-method",
        "This method is not for this path",
        "%s is not for this path, but %s".formatted(ctx.request().method(), allowed));
  }

  private static Rejection full() {
    return Problem.of(
            503,
            "unavailable",
            "The service cannot answer now",
            "it cannot write its files; its disk is full, or may not be written")
        .rejection()
        .retryAfter(DISK_RETRY);
  }

  /** A bug: nothing of it is told outside, all of it is in the log under the correlation id. */
  private static Rejection ofOurs(@Nullable Throwable failure, RoutingContext ctx) {
    log.error(
        "request.failed method={} path={}", ctx.request().method(), ctx.request().path(), failure);
    return Problem.of(
            500,
            "internal",
            "Something went wrong here",
            "the log has more under correlation id " + Correlation.of(ctx))
        .rejection();
  }
}
