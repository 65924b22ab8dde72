package dev.kinoloom.boot;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Values of the management API as people read them. */
final class Shown {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

  private Shown() {}

  /** In the zone of this machine; empty when there is none. */
  static String time(JsonNode at) {
    return at.isTextual() ? TIME.format(Instant.parse(at.asText())) : "";
  }

  /** Without its day. */
  static String clock(JsonNode at) {
    return at.isTextual() ? CLOCK.format(Instant.parse(at.asText())) : "";
  }

  /** How long before {@code now}, e.g. {@code 2 min}; empty when there is no time. */
  static String ago(JsonNode at, JsonNode now) {
    return at.isTextual() && now.isTextual()
        ? length(Duration.between(Instant.parse(at.asText()), Instant.parse(now.asText())))
        : "";
  }

  static String length(Duration time) {
    long seconds = Math.max(0, time.toSeconds());
    if (seconds < 100) {
      return seconds + " s";
    }
    if (seconds < 100 * 60) {
      return seconds / 60 + " min";
    }
    return seconds < 48 * 3_600 ? seconds / 3_600 + " h" : seconds / 86_400 + " d";
  }

  /** E.g. {@code 1.4 GiB}. */
  static String bytes(long bytes) {
    double size = bytes;
    int unit = 0;
    while (size >= 1_024 && unit < UNITS.length - 1) {
      size /= 1_024;
      unit++;
    }
    return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", size, UNITS[unit]);
  }

  /** A whole number as such. */
  static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
