package dev.kinoloom.http;

import io.vertx.ext.web.RoutingContext;

/**
 * Who operates.
 *
 * @param name of the token that was shown; it stands in the audit
 */
public record Operator(String name) {
  private static final String KEY = "kinoloom.operator";

  void remember(RoutingContext ctx) {
    ctx.put(KEY, this);
  }

  /** Who asked this; only behind {@link OperatorCheck}. */
  public static Operator of(RoutingContext ctx) {
    Operator operator = ctx.get(KEY);
    if (operator == null) {
      throw new IllegalStateException("no operator was asked for at " + ctx.normalizedPath());
    }
    return operator;
  }
}
