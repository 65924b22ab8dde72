package dev.kinoloom.codec;

import dev.kinoloom.domain.Payload;
import dev.kinoloom.domain.TraceContext;
import java.util.Optional;

/** What is stored with a job, as JSON. */
public final class Payloads {
  /** More than this the store does not take. */
  public static final int MAX_BYTES = 64 * 1024;

  private Payloads() {}

  public static String encode(Payload payload) {
    return Json.encode(payload);
  }

  /** Throws {@link Json.Unreadable} when it is not what this version writes. */
  public static Payload decode(String payload) {
    return Json.decode(payload, Payload.class);
  }

  /** Of the video; empty when there is none, or this version cannot read the payload. */
  public static Optional<String> title(String payload) {
    try {
      return Optional.ofNullable(decode(payload).brief().title());
    } catch (Json.Unreadable e) {
      return Optional.empty();
    }
  }

  /** Below which the job is traced; empty when it is not, or this version cannot read it. */
  public static Optional<TraceContext> trace(String payload) {
    try {
      return Optional.ofNullable(decode(payload).trace());
    } catch (Json.Unreadable e) {
      return Optional.empty();
    }
  }

  /** For a log line: {@code -} when this version cannot read the payload. */
  public static String correlationId(String payload) {
    try {
      return decode(payload).correlationId();
    } catch (Json.Unreadable e) {
      return "-";
    }
  }
}
