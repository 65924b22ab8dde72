package dev.kinoloom.provider.ffmpeg;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Reads what FFmpeg writes with {@code -progress}: a key and a value a line. */
final class Progress {
  private static final Pattern FRAME = Pattern.compile("frame=\\s*(\\d{1,12})");

  private Progress() {}

  /** How many frames are written, if the line tells that. */
  static OptionalLong frame(String line) {
    var found = FRAME.matcher(line);
    return found.matches() ? OptionalLong.of(Long.parseLong(found.group(1))) : OptionalLong.empty();
  }
}
