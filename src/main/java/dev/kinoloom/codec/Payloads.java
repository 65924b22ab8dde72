package dev.kinoloom.codec;

import dev.kinoloom.domain.Payload;

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

  /** For a log line: {@code -} when this version cannot read the payload. */
  public static String correlationId(String payload) {
    try {
      return decode(payload).correlationId();
    } catch (Json.Unreadable e) {
      return "-";
    }
  }
}
