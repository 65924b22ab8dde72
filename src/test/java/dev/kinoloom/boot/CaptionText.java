package dev.kinoloom.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a caption file lets its reader see. */
final class CaptionText {
  private static final Pattern TIMES =
      Pattern.compile("(\\d+):(\\d+):(\\d+)[.,](\\d+) --> (\\d+):(\\d+):(\\d+)[.,](\\d+)");

  private CaptionText() {}

  /** All words, without what parts them. */
  static String ofVtt(String vtt) {
    assertThat(vtt).startsWith("WEBVTT\n");
    return shown(vtt.substring("WEBVTT\n".length()))
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
  }

  /** Word joiners are seen by nobody. */
  static String ofSrt(String srt) {
    return shown(srt.replaceAll("(?m)^\\d+$", "")).replace("\u2060", "");
  }

  private static String shown(String file) {
    return file.lines()
        .filter(line -> !TIMES.matcher(line).matches())
        .collect(Collectors.joining())
        .replaceAll("\\s", "");
  }

  /** When the cue with these words is half over, in seconds. */
  static double middleOf(String vtt, String words) {
    for (var cue : vtt.split("\n\n", -1)) {
      var times = TIMES.matcher(cue);
      if (cue.contains(words) && times.find()) {
        return (seconds(times.group(1), times.group(2), times.group(3), times.group(4))
                + seconds(times.group(5), times.group(6), times.group(7), times.group(8)))
            / 2;
      }
    }
    throw new AssertionError("no cue says " + words);
  }

  private static double seconds(String hours, String minutes, String seconds, String millis) {
    return Integer.parseInt(hours) * 3600
        + Integer.parseInt(minutes) * 60
        + Integer.parseInt(seconds)
        + Integer.parseInt(millis) / 1000.0;
  }
}
