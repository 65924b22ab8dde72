package dev.kinoloom.http;

import dev.kinoloom.domain.TraceContext;
import dev.kinoloom.ops.LogFields;
import dev.kinoloom.ops.Traces;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Gives each request an id that stands in its answer and in every log line about it: the client's
 * own {@code X-Correlation-Id} when that is sane, a new one otherwise. A client's {@code
 * traceparent} is taken up.
 */
public final class Correlation implements Handler<RoutingContext> {
  public static final String HEADER = "X-Correlation-Id";
  private static final String KEY = "kinoloom.correlationId";
  private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._:/+=-]{1,100}");

  private final Supplier<String> ids;

  public Correlation(Supplier<String> ids) {
    this.ids = ids;
  }

  @Override
  public void handle(RoutingContext ctx) {
    var id = idOf(ctx.request(), ids);
    ctx.put(KEY, id);
    LogFields.put(LogFields.CORRELATION, id);
    TraceContext.parse(ctx.request().getHeader("traceparent")).ifPresent(Traces::join);
    Traces.current().ifPresent(trace -> LogFields.put(LogFields.TRACE, trace.traceId()));
    ctx.response().putHeader(HEADER, id);
    ctx.next();
  }

  static String idOf(HttpServerRequest request, Supplier<String> ids) {
    var given = request.getHeader(HEADER);
    return given != null && SANE.matcher(given).matches() ? given : ids.get();
  }

  /** The id of this request; {@code -} before it has one. */
  public static String of(RoutingContext ctx) {
    return ctx.get(KEY, "-");
  }
}
