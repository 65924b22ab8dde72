package dev.kinoloom.ops;

import dev.kinoloom.domain.TraceContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.util.Optional;

/** A stretch of a trace that is being walked. Safe to use from any thread. */
public final class TraceSpan {
  /** Belongs to no trace. */
  public static final TraceSpan NONE = new TraceSpan(Span.getInvalid());

  private final Span span;

  TraceSpan(Span span) {
    this.span = span;
  }

  /** What belongs below it; empty = no trace. */
  public Optional<TraceContext> context() {
    return Traces.of(span.getSpanContext());
  }

  /** The piece of work at hand is below it from now on. */
  public void enter() {
    Traces.enter(span);
  }

  public void put(String name, String value) {
    span.setAttribute(name, value);
  }

  /** Its end; {@code outcome} in one word. */
  public void end(String outcome, boolean good) {
    span.setAttribute("kinoloom.outcome", outcome);
    if (!good) {
      span.setStatus(StatusCode.ERROR, outcome);
    }
    span.end();
  }
}
