package dev.kinoloom.provider.ffmpeg;

import java.util.function.LongConsumer;
import java.util.regex.Pattern;

/**
 * Reads what FFmpeg writes with {@code -progress}, a key and a value a line, and keeps the last of
 * it. Lines of any other kind are passed over.
 */
final class Progress {
  private static final Pattern FRAME = Pattern.compile("frame=\\s*(\\d{1,12})");
  private static final Pattern TIME = Pattern.compile("out_time_us=\\s*(\\d{1,15})");

  private final LongConsumer onFrame;
  private volatile long frames;
  private volatile long micros;

  /** {@code onFrame} hears how many frames are written. */
  Progress(LongConsumer onFrame) {
    this.onFrame = onFrame;
  }

  void read(String line) {
    var frame = FRAME.matcher(line);
    var time = TIME.matcher(line);
    if (frame.matches()) {
      frames = Long.parseLong(frame.group(1));
      onFrame.accept(frames);
    } else if (time.matches()) {
      micros = Long.parseLong(time.group(1));
    }
  }

  /** Written in all. */
  long frames() {
    return frames;
  }

  /** How far the longest output came. */
  long micros() {
    return micros;
  }
}
