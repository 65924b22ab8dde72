package dev.kinoloom.domain;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where in a trace something belongs, as W3C Trace Context writes it.
 *
 * @param traceparent {@code 00-<trace id>-<span id>-<flags>}, lower-case hex
 */
public record TraceContext(String traceparent) {
  private static final Pattern WRITTEN =
      Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

  public TraceContext {
    if (traceparent == null || !WRITTEN.matcher(traceparent).matches()) {
      throw new Invalid("traceparent", "must be a W3C trace context");
    }
  }

  /** What cannot be read is as good as none. */
  public static Optional<TraceContext> parse(@Nullable String traceparent) {
    return traceparent != null && WRITTEN.matcher(traceparent).matches()
        ? Optional.of(new TraceContext(traceparent))
        : Optional.empty();
  }

  /** 32 hex digits. */
  public String traceId() {
    return traceparent.substring(3, 35);
  }
}
