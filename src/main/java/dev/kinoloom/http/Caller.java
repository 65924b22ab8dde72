package dev.kinoloom.http;

import dev.kinoloom.ops.LogFields;
import io.vertx.ext.web.RoutingContext;

/**
 * Who asks.
 *
 * @param key id of the virtual key
 */
public record Caller(int key) {
  private static final String KEY = "kinoloom.caller";

  void remember(RoutingContext ctx) {
    ctx.put(KEY, this);
    LogFields.put(LogFields.KEY, Integer.toString(key));
  }

  /** Who asked this; only behind {@link Authentication}. */
  public static Caller of(RoutingContext ctx) {
    Caller caller = ctx.get(KEY);
    if (caller == null) {
      throw new IllegalStateException("no authentication before " + ctx.normalizedPath());
    }
    return caller;
  }
}
