package dev.kinoloom.codec;

import dev.kinoloom.domain.Brief;
import dev.kinoloom.domain.Payload;
import dev.kinoloom.domain.TraceContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is stored with a job, as JSON. */
public final class Payloads {
  /** More than this the store does not take. */
  public static final int MAX_BYTES = 64 * 1024;

  private static final int REMEMBERED_CHARS = 12 * 1024;
  private static final int REMEMBERED = 2_048;

  /** The payload of a running job is read for each of its attempts and decisions. */
  private static final Map<String, Payload> READ =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Payload> eldest) {
          return size() > REMEMBERED;
        }
      };

  private Payloads() {}

  public static String encode(Payload payload) {
    return Json.encode(payload);
  }

  /** Throws {@link Json.Unreadable} when it is not what this version writes. */
  public static Payload decode(String payload) {
    var before = recall(payload);
    if (before != null) {
      return before;
    }
    var read = Json.decode(payload, Payload.class);
    if (payload.length() <= REMEMBERED_CHARS) {
      synchronized (READ) {
        READ.put(payload, read);
      }
    }
    return read;
  }

  private static @Nullable Payload recall(String payload) {
    synchronized (READ) {
      return READ.get(payload);
    }
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
