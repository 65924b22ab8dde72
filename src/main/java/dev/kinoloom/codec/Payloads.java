package dev.kinoloom.codec;

import dev.kinoloom.domain.Brief;
import dev.kinoloom.domain.Payload;
import dev.kinoloom.domain.TraceContext;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is stored with a job, as JSON. */
public final class Payloads {
  /** More than this the store does not take. */
  public static final int MAX_BYTES = 64 * 1024;

  /** In UTF-8; those outside of the basic plane are two chars, of two bytes each. */
  private static final int MOST_BYTES_OF_A_CHAR = 3;

  /** The payload of a running job is read for each of its attempts and decisions. */
  private static final Remembered<String, Payload> READ =
      new Remembered<>(8L << 20, (payload, read) -> payload.length());

  private Payloads() {}

  /** The store takes it: it is at most {@value #MAX_BYTES} bytes of UTF-8. */
  public static boolean fits(String payload) {
    return payload.length() <= MAX_BYTES / MOST_BYTES_OF_A_CHAR || bytes(payload) <= MAX_BYTES;
  }

  /** Of UTF-8. */
  public static int bytes(String payload) {
    return payload.getBytes(StandardCharsets.UTF_8).length;
  }

  public static String encode(Payload payload) {
    return Json.encode(payload);
  }

  /** Throws {@link Json.Unreadable} when it is not what this version writes. */
  public static Payload decode(String payload) {
    var before = READ.get(payload);
    if (before != null) {
      return before;
    }
    var read = Json.decode(payload, Payload.class);
    READ.put(payload, read);
    return read;
  }

  /** What is wished; empty when this version cannot read the payload. */
  public static Optional<Brief> brief(String payload) {
    try {
      return Optional.of(decode(payload).brief());
    } catch (Json.Unreadable e) {
      return Optional.empty();
    }
  }

  /** What the brief's source names, when it is kept with the job; else null. */
  public static @Nullable String text(String payload) {
    return decode(payload).text();
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
