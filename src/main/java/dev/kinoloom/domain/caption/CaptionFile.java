package dev.kinoloom.domain.caption;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Writes cues as caption files. Whatever the words hold, it stays text: markup, cue arrows and the
 * override codes that some players follow in SubRip do nothing.
 */
public final class CaptionFile {
  /** Invisible and without width; parts what would be read as markup. */
  private static final String WORD_JOINER = "\u2060";

  private static final Pattern SRT_MARKUP = Pattern.compile("(?<=<)(?=[/A-Za-z])|(?<=\\{)(?=\\\\)");
  private static final Pattern ARROW = Pattern.compile("--(?=>)");

  private CaptionFile() {}

  /** SubRip. Cues in order of time. */
  public static String srt(List<Cue> cues) {
    var file = new StringBuilder();
    for (int i = 0; i < cues.size(); i++) {
      var cue = cues.get(i);
      file.append(i + 1).append('\n');
      file.append(clock(cue.startMillis(), ','))
          .append(" --> ")
          .append(clock(cue.endMillis(), ','))
          .append('\n');
      cue.text().forEach(line -> file.append(srtText(line)).append('\n'));
      file.append('\n');
    }
    return file.toString();
  }

  /** WebVTT. Cues in order of time. */
  public static String vtt(List<Cue> cues) {
    var file = new StringBuilder("WEBVTT\n\n");
    for (var cue : cues) {
      file.append(clock(cue.startMillis(), '.'))
          .append(" --> ")
          .append(clock(cue.endMillis(), '.'))
          .append('\n');
      cue.text().forEach(line -> file.append(vttText(line)).append('\n'));
      file.append('\n');
    }
    return file.toString();
  }

  private static String srtText(String line) {
    var tame = SRT_MARKUP.matcher(line).replaceAll(WORD_JOINER);
    return ARROW.matcher(tame).replaceAll("--" + WORD_JOINER);
  }

  private static String vttText(String line) {
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String clock(int millis, char point) {
    return String.format(
        Locale.ROOT,
        "%02d:%02d:%02d%c%03d",
        millis / 3_600_000,
        millis / 60_000 % 60,
        millis / 1000 % 60,
        point,
        millis % 1000);
  }
}
