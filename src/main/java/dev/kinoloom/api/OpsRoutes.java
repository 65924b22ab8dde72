package dev.kinoloom.api;

import dev.kinoloom.http.Routes;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * For whoever runs the service, on a port of its own: {@code /health/live} (the process answers),
 * {@code /health/ready} (it can take work), {@code /metrics} (Prometheus).
 */
public final class OpsRoutes implements Routes {
  private static final Logger log = LoggerFactory.getLogger(OpsRoutes.class);
  private static final long CHECK_SECONDS = 2;

  /**
   * Something that must be so for the service to be ready.
   *
   * @param name e.g. {@code database}
   * @param look asked each time; a failed future is a no
   */
  public record Check(String name, Supplier<Future<Finding>> look) {}

  /**
   * What was found.
   *
   * @param ok it is so
   * @param detail for people: numbers and short words
   */
  public record Finding(boolean ok, Map<String, Object> detail) {
    public Finding {
      detail = Map.copyOf(detail);
    }

    public static Finding good(Map<String, Object> detail) {
      return new Finding(true, detail);
    }
  }

  private record Result(String name, Finding finding) {}

  private final List<Check> checks;
  private final Supplier<Future<String>> metrics;

  /** {@code metrics}: in Prometheus' text format. */
  public OpsRoutes(List<Check> checks, Supplier<Future<String>> metrics) {
    this.checks = List.copyOf(checks);
    this.metrics = metrics;
  }

  @Override
  public void mount(Router router) {
    router.get("/health/live").handler(ctx -> answer(ctx, List.of()));
    router.get("/health/ready").handler(this::ready);
    router
        .get("/metrics")
        .handler(
            ctx ->
                metrics
                    .get()
                    .compose(
                        text ->
                            ctx.response()
                                .putHeader(
                                    HttpHeaders.CONTENT_TYPE,
                                    "text/plain; version=0.0.4; charset=utf-8")
                                .end(text))
                    .onFailure(ctx::fail));
  }

  private void ready(RoutingContext ctx) {
    Future.all(checks.stream().map(OpsRoutes::run).toList())
        .onComplete(all -> answer(ctx, all.list()), ctx::fail);
  }

  private static Future<Result> run(Check check) {
    return Future.succeededFuture()
        .compose(now -> check.look().get())
        .timeout(CHECK_SECONDS, TimeUnit.SECONDS)
        .recover(
            cause -> {
              log.warn("health.check_failed check={} cause={}", check.name(), cause.toString());
              return Future.succeededFuture(
                  new Finding(false, Map.of("cause", cause.getClass().getSimpleName())));
            })
        .map(found -> new Result(check.name(), found));
  }

  private static void answer(RoutingContext ctx, List<Result> results) {
    boolean up = results.stream().allMatch(result -> result.finding().ok());
    var list = new JsonArray();
    results.forEach(
        r -> {
          var json = new JsonObject().put("check", r.name()).put("ok", r.finding().ok());
          new TreeMap<>(r.finding().detail()).forEach(json::put);
          list.add(json);
        });
    ctx.response()
        .setStatusCode(up ? 200 : 503)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .end(new JsonObject().put("status", up ? "up" : "down").put("checks", list).toBuffer());
  }
}
