package dev.kinoloom.domain.caption;

import dev.kinoloom.domain.Narration;
import dev.kinoloom.domain.Narration.WordTime;
import dev.kinoloom.domain.caption.Cue.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The words of a scene as captions take them: cleaned, in order of time, none longer than a line.
 */
final class Words {
  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");

  /** Controls, halves of pairs, and marks that would turn the direction of what follows. */
  private static final Pattern UNSEEN =
      Pattern.compile("[\\p{Cc}\\p{Cs}\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}\\x{FEFF}]");

  private final int columns;
  private final int lengthMillis;
  private final List<Word> words = new ArrayList<>();

  private Words(int columns, int lengthMillis) {
    this.columns = columns;
    this.lengthMillis = lengthMillis;
  }

  /**
   * The words of a narration, each at most {@code columns} wide; those of the text, timed by their
   * letters, when the narration names none.
   */
  static List<Word> of(Narration narration, String text, int columns) {
    int length = Math.toIntExact(narration.samples() * 1000 / Narration.SAMPLE_RATE);
    var words = new Words(columns, length);
    var times = narration.words().isEmpty() ? estimated(text, length) : narration.words();
    times.forEach(words::add);
    return List.copyOf(words.words);
  }

  private static List<WordTime> estimated(String text, int length) {
    var pieces = pieces(text);
    double letters = pieces.stream().mapToInt(Columns::of).sum() + pieces.size();
    var times = new ArrayList<WordTime>();
    double passed = 0;
    for (var piece : pieces) {
      double next = passed + Columns.of(piece) + 1;
      times.add(
          new WordTime(piece, (int) (length * passed / letters), (int) (length * next / letters)));
      passed = next;
    }
    return times;
  }

  private static List<String> pieces(String text) {
    return Stream.of(BLANKS.split(text))
        .map(piece -> UNSEEN.matcher(piece).replaceAll(""))
        .filter(piece -> !piece.isEmpty())
        .toList();
  }

  private void add(WordTime time) {
    int start = within(time.startMillis());
    int end = Math.max(start, within(time.endMillis()));
    var parts = pieces(time.text()).stream().flatMap(this::fitting).toList();
    double all = parts.stream().mapToInt(part -> Columns.of(part.text)).sum();
    double passed = 0;
    for (var part : parts) {
      double next = passed + Columns.of(part.text);
      words.add(
          new Word(
              part.text,
              part.spaced,
              start + (int) ((end - start) * passed / all),
              start + (int) ((end - start) * next / all)));
      passed = next;
    }
  }

  /** Never before the word before it, never after the end. */
  private int within(int millis) {
    int earliest = words.isEmpty() ? 0 : words.get(words.size() - 1).startMillis();
    return Math.max(earliest, Math.min(lengthMillis, millis));
  }

  private record Part(String text, boolean spaced) {}

  /** Cut where its writing lets lines break, and where it is wider than a line. */
  private Stream<Part> fitting(String piece) {
    var parts = new ArrayList<Part>();
    var part = new StringBuilder();
    String before = "";
    for (var g : Columns.graphemes(piece)) {
      boolean full = Columns.of(part.toString()) + Columns.of(g) > columns;
      if (part.length() > 0 && (full || mayBreak(before, g))) {
        parts.add(new Part(part.toString(), spaced(parts, part)));
        part.setLength(0);
      }
      part.append(g);
      before = g;
    }
    parts.add(new Part(part.toString(), spaced(parts, part)));
    return parts.stream();
  }

  /** Only the first part of a word has a blank before it, and no unspaced writing has. */
  private boolean spaced(List<Part> parts, CharSequence part) {
    if (!parts.isEmpty()) {
      return false;
    }
    boolean unspaced = Columns.isUnspaced(Character.codePointAt(part, 0));
    return !(unspaced && (words.isEmpty() || endsUnspaced(words.get(words.size() - 1).text())));
  }

  private static boolean endsUnspaced(String text) {
    return Columns.isUnspaced(text.codePointBefore(text.length()));
  }

  private static boolean mayBreak(String before, String next) {
    int last = before.codePointAt(0);
    int first = next.codePointAt(0);
    return (Columns.isUnspaced(last) || Columns.isUnspaced(first))
        && Character.isLetterOrDigit(first)
        && !isOpening(last);
  }

  private static boolean isOpening(int c) {
    int type = Character.getType(c);
    return type == Character.START_PUNCTUATION || type == Character.INITIAL_QUOTE_PUNCTUATION;
  }
}
