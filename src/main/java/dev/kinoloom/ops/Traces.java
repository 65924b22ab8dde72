package dev.kinoloom.ops;

import dev.kinoloom.domain.TraceContext;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.vertx.core.internal.ContextInternal;
import io.vertx.tracing.opentelemetry.VertxContextStorageProvider.VertxContextStorage;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The door to OpenTelemetry. A trace follows a job wherever it goes: the trace context of its
 * acceptance is stored with it, and every attempt and decision is a span below that, on whatever
 * node and after whatever restart. What a piece of work (see {@link LogFields}) belongs to is known
 * wherever it goes on, and goes out with HTTP requests.
 */
public final class Traces {
  /** Nothing is recorded; who came with a trace keeps it. */
  public static final Traces OFF = new Traces(OpenTelemetry.noop());

  private final Tracer tracer;

  public Traces(OpenTelemetry telemetry) {
    this.tracer = telemetry.getTracer("dev.kinoloom");
  }

  /** Begins a span below {@code parent}, or, when that is null, below what is at hand. */
  public TraceSpan begin(String name, @Nullable TraceContext parent, Map<String, String> about) {
    var span =
        tracer
            .spanBuilder(name)
            .setParent(parent == null ? Context.current() : Context.root().with(remote(parent)));
    about.forEach(span::setAttribute);
    return new TraceSpan(span.startSpan());
  }

  /** The trace that the piece of work at hand belongs to; empty = none. */
  public static Optional<TraceContext> current() {
    return of(Span.current().getSpanContext());
  }

  /** From now on the piece of work at hand belongs to {@code trace}, unless it belongs to one. */
  public static void join(TraceContext trace) {
    if (current().isEmpty()) {
      enter(remote(trace));
    }
  }

  static Optional<TraceContext> of(SpanContext span) {
    return span.isValid()
        ? TraceContext.parse(
            "00-%s-%s-%s"
                .formatted(span.getTraceId(), span.getSpanId(), span.getTraceFlags().asHex()))
        : Optional.empty();
  }

  /** Never left again: it ends with the piece of work. */
  @SuppressWarnings("MustBeClosedChecker")
  static void enter(Span span) {
    var context = ContextInternal.current();
    if (context != null && context.isDuplicate()) {
      VertxContextStorage.INSTANCE.attach(context, Context.current().with(span));
    }
  }

  private static Span remote(TraceContext trace) {
    var text = trace.traceparent();
    return Span.wrap(
        SpanContext.createFromRemoteParent(
            trace.traceId(),
            text.substring(36, 52),
            TraceFlags.fromHex(text, 53),
            TraceState.getDefault()));
  }
}
