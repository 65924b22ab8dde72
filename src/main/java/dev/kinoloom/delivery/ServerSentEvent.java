package dev.kinoloom.delivery;

import org.jspecify.annotations.Nullable;

/**
 * One event of a stream.
 *
 * @param name of the event, e.g. {@code progress}; one line
 * @param id number of the fact that it tells
 * @param data JSON or any text
 */
record ServerSentEvent(String name, int id, String data) {
  static final String KEEP_ALIVE = ": still here\n\n";

  /** As it goes over the wire. */
  String format() {
    var text = new StringBuilder();
    text.append("id: ").append(id).append('\n');
    text.append("event: ").append(name).append('\n');
    data.lines().forEach(line -> text.append("data: ").append(line).append('\n'));
    return text.append('\n').toString();
  }

  /** Tells the client how long to wait before it connects again. */
  static String retry(long millis) {
    return "retry: " + millis + "\n\n";
  }

  /** The number in a Last-Event-ID; null = none. */
  static @Nullable Integer number(@Nullable Long header, @Nullable Long query) {
    var given = header == null ? query : header;
    return given == null ? null : Integer.valueOf(given.intValue());
  }
}
