package dev.kinoloom.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Locale;

/** Takes in a body that must be JSON and no longer than it may be. */
final class JsonBody implements Handler<RoutingContext> {
  private final BodyHandler bodies;

  JsonBody(long maxBytes) {
    this.bodies = BodyHandler.create(false).setBodyLimit(maxBytes);
  }

  @Override
  public void handle(RoutingContext ctx) {
    var type = ctx.request().getHeader(HttpHeaders.CONTENT_TYPE);
    if (type == null || !isJson(type)) {
      throw Problem.of(
              415,
              "wrong-content-type",
              "The body's content type is not for this path",
              "send JSON with \"Content-Type: application/json\"")
          .rejection();
    }
    bodies.handle(ctx);
  }

  private static boolean isJson(String contentType) {
    var parts = contentType.toLowerCase(Locale.ROOT).split(";", 2);
    boolean utf8 =
        parts.length == 1
            || !parts[1].contains("charset")
            || parts[1].replaceAll("[\\s\"]", "").contains("charset=utf-8");
    return parts[0].strip().equals("application/json") && utf8;
  }
}
