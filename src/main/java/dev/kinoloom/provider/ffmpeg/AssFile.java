package dev.kinoloom.provider.ffmpeg;

import dev.kinoloom.domain.FrameSize;
import dev.kinoloom.domain.caption.Cue;
import dev.kinoloom.domain.caption.Cue.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Captions for libass. The picture is as large as the frame, so sizes are pixels.
 *
 * @param size of the frame
 * @param family of the font
 * @param highlight the word that is spoken is coloured: an event a word instead of one a cue
 * @param shaped turns a word into libass' notation ({@link AssText}); empty = cannot be drawn
 */
record AssFile(FrameSize size, String family, boolean highlight, UnaryOperator<String> shaped) {
  /** Blue, green, red. */
  private static final String PLAIN = "FFFFFF";

  private static final String SPOKEN = "3CC8FF";
  private static final String EDGE = "1A1210";

  /** The file's text; without events when no word can be drawn. Cues in order of time. */
  String text(List<Cue> cues) {
    var file = new StringBuilder(header());
    events(cues).forEach(event -> file.append(event).append('\n'));
    return file.toString();
  }

  List<String> events(List<Cue> cues) {
    var events = new ArrayList<String>();
    for (var cue : cues) {
      if (highlight) {
        events.addAll(wordByWord(cue));
      } else {
        event(cue.startMillis(), cue.endMillis(), line(cue, -1)).ifPresent(events::add);
      }
    }
    return events;
  }

  /** Each word is coloured from its start to the start of the next. */
  private List<String> wordByWord(Cue cue) {
    var starts = cue.lines().stream().flatMap(List::stream).map(Word::startMillis).toList();
    var events = new ArrayList<String>();
    for (int i = 0; i < starts.size(); i++) {
      int from = i == 0 ? cue.startMillis() : Math.max(cue.startMillis(), starts.get(i));
      int to = i + 1 < starts.size() ? starts.get(i + 1) : cue.endMillis();
      event(from, Math.min(to, cue.endMillis()), line(cue, i)).ifPresent(events::add);
    }
    return events;
  }

  private static Optional<String> event(int from, int to, String text) {
    int start = hundredths(from);
    int end = hundredths(to);
    return start >= end || text.isBlank()
        ? Optional.empty()
        : Optional.of(
            "Dialogue: 0,%s,%s,Caption,,0,0,0,,%s".formatted(clock(start), clock(end), text));
  }

  /** The cue's lines with its n-th word coloured; empty when none can be drawn. */
  private String line(Cue cue, int spoken) {
    var lines = new ArrayList<String>();
    int n = 0;
    for (var words : cue.lines()) {
      var line = new StringBuilder();
      for (var word : words) {
        append(line, word, n++ == spoken);
      }
      if (!line.isEmpty()) {
        lines.add(line.toString());
      }
    }
    return String.join("\\N", lines);
  }

  private void append(StringBuilder line, Word word, boolean spoken) {
    var drawn = shaped.apply(word.text());
    if (drawn.isEmpty()) {
      return;
    }
    if (word.spaced() && !line.isEmpty()) {
      line.append(' ');
    }
    if (spoken) {
      line.append("{\\1c&H" + SPOKEN + "&}").append(drawn).append("{\\1c&H" + PLAIN + "&}");
    } else {
      line.append(drawn);
    }
  }

  private String header() {
    int unit = fontSize();
    int side = size.width() * 6 / 100;
    int bottom = size.height() * (size.isPortrait() ? 16 : 7) / 100;
    // Encoding −1: the direction of a line is found in its text
    return """
        [Script Info]
        ScriptType: v4.00+
        PlayResX: %d
        PlayResY: %d
        WrapStyle: 0
        ScaledBorderAndShadow: yes
        YCbCr Matrix: TV.709

        [V4+ Styles]
        Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, \
        Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, \
        Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
        Style: Caption,%s,%d,&H00%s,&H00%s,&H30%s,&H80000000,-1,0,0,0,100,100,0,0,1,%.1f,%.1f,2,\
        %d,%d,%d,-1

        [Events]
        Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
        """
        .formatted(
            size.width(),
            size.height(),
            family.replace(",", " "),
            unit,
            PLAIN,
            PLAIN,
            EDGE,
            unit * 0.075,
            unit * 0.03,
            side,
            side,
            bottom);
  }

  /**
   * From top to bottom of a line, in pixels: such that a line of average letters fits its width.
   */
  int fontSize() {
    double byHeight = size.height() * 0.068;
    double byWidth = size.width() * 0.077;
    return (int) Math.max(18, Math.round(Math.min(byHeight, byWidth)));
  }

  private static int hundredths(int millis) {
    return (millis + 5) / 10;
  }

  private static String clock(int hundredths) {
    return String.format(
        Locale.ROOT,
        "%d:%02d:%02d.%02d",
        hundredths / 360_000,
        hundredths / 6_000 % 60,
        hundredths / 100 % 60,
        hundredths % 100);
  }
}
