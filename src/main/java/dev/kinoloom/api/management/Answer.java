package dev.kinoloom.api.management;

import dev.kinoloom.http.Problem;
import dev.kinoloom.http.Rejection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What all routes of operators have in common: numbers of paths, pages, JSON. */
final class Answer {
  /** Bodies are a few fields. */
  static final long MAX_BODY = 16 * 1024;

  static final int DEFAULT_LIMIT = 50;

  private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,17}");

  private Answer() {}

  static void send(RoutingContext ctx, int status, JsonObject body) {
    ctx.response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .end(body.toBuffer());
  }

  /** A number in the path; who sends another thing asks for what is not there. */
  static long number(RoutingContext ctx, String name, String what) {
    var text = String.valueOf(ctx.pathParam(name));
    if (!NUMBER.matcher(text).matches()) {
      throw notFound(what, text);
    }
    return Long.parseLong(text);
  }

  /** The same where the store's numbers are small. */
  static int id(RoutingContext ctx, String name, String what) {
    long number = number(ctx, name, what);
    if (number > Integer.MAX_VALUE) {
      throw notFound(what, number);
    }
    return (int) number;
  }

  static Rejection notFound(String what, Object id) {
    var text = String.valueOf(id);
    return Problem.notFound(
            "there is no %s %s".formatted(what, text.substring(0, Math.min(40, text.length()))))
        .rejection();
  }

  /** One more than {@code limit} was asked for; {@code cursor} names where the next page begins. */
  static <T> JsonObject page(
      List<T> found,
      int limit,
      Function<T, JsonObject> json,
      String next,
      Function<T, Object> cursor) {
    boolean more = found.size() > limit;
    var shown = more ? found.subList(0, limit) : found;
    var page =
        new JsonObject()
            .put("data", new JsonArray(shown.stream().map(json).toList()))
            .put("hasMore", more);
    return more ? page.put(next, cursor.apply(shown.get(limit - 1))) : page;
  }
}
