package dev.kinoloom.provider.replicate;

import io.vertx.core.json.DecodeException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * When to ask again, as the server says it: in its header, as seconds or as a date by its own
 * clock, else as {@code retry_after} in the body, seconds.
 */
final class RetryAfter {
  private static final Duration MOST = Duration.ofHours(1);
  private static final String SECONDS = "\\d{1,9}";

  private RetryAfter() {}

  /** Zero = it doesn't say; never more than an hour. */
  static Duration of(Answer answer) {
    var header = answer.headers().get("retry-after");
    var rest = header == null ? inBody(answer) : inHeader(header, answer.headers().get("date"));
    return rest.isNegative() ? Duration.ZERO : rest.compareTo(MOST) > 0 ? MOST : rest;
  }

  private static Duration inHeader(String header, @Nullable String now) {
    var text = header.strip();
    if (text.matches(SECONDS)) {
      return Duration.ofSeconds(Long.parseLong(text));
    }
    try {
      return now == null ? Duration.ZERO : Duration.between(date(now), date(text));
    } catch (DateTimeException e) {
      return Duration.ZERO;
    }
  }

  private static ZonedDateTime date(String text) {
    return ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
  }

  private static Duration inBody(Answer answer) {
    try {
      return answer.body().toJsonObject().getValue("retry_after") instanceof Number seconds
          ? Duration.ofMillis((long) Math.min(1e9, Math.ceil(seconds.doubleValue() * 1000)))
          : Duration.ZERO;
    } catch (DecodeException | ClassCastException e) {
      return Duration.ZERO;
    }
  }
}
