package dev.kinoloom.provider.ffmpeg;

import dev.kinoloom.domain.FailureKind;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What FFmpeg says of a file when it opens it (there is no ffprobe inside the jar).
 *
 * @param durationMillis of the file
 * @param videoCodec e.g. {@code h264}
 * @param pixels e.g. {@code yuv420p}
 * @param width pixels
 * @param height pixels
 * @param fps frames a second
 * @param audioCodec e.g. {@code aac}; null = no sound
 */
record Streams(
    long durationMillis,
    String videoCodec,
    String pixels,
    int width,
    int height,
    double fps,
    @Nullable String audioCodec) {
  private static final Pattern DURATION =
      Pattern.compile("(?m)^  Duration: (\\d{2,4}):(\\d\\d):(\\d\\d)\\.(\\d\\d)");
  private static final Pattern VIDEO =
      Pattern.compile(
          "(?m)^ {2,4}Stream #0:\\d+\\S*: Video: (\\w+).*?, (\\w+)(?:\\([^)]*\\))?,"
              + " (\\d{2,5})x(\\d{2,5})\\b.*?, ([0-9.]+) fps");
  private static final Pattern AUDIO =
      Pattern.compile("(?m)^ {2,4}Stream #0:\\d+\\S*: Audio: (\\w+)");

  /** Reads the description of the first input; throws BAD_OUTPUT when it has no pictures. */
  static Streams read(String said) {
    int second = said.indexOf("Input #1");
    String first = second < 0 ? said : said.substring(0, second);
    var duration = found(DURATION, first, "length");
    var video = found(VIDEO, first, "pictures");
    var audio = AUDIO.matcher(first.split("(?m)^(Output|Stream mapping)", 2)[0]);
    return new Streams(
        millis(duration),
        video.group(1),
        video.group(2),
        Integer.parseInt(video.group(3)),
        Integer.parseInt(video.group(4)),
        Double.parseDouble(video.group(5)),
        audio.find() ? audio.group(1) : null);
  }

  private static Matcher found(Pattern pattern, String said, String what) {
    var matcher = pattern.matcher(said);
    if (!matcher.find()) {
      throw FFmpeg.failed(FailureKind.BAD_OUTPUT, "the file has no " + what);
    }
    return matcher;
  }

  private static long millis(Matcher clock) {
    long minutes = Long.parseLong(clock.group(1)) * 60 + Long.parseLong(clock.group(2));
    return (minutes * 60 + Long.parseLong(clock.group(3))) * 1000
        + Long.parseLong(clock.group(4)) * 10;
  }
}
