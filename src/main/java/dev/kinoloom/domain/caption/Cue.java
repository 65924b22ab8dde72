package dev.kinoloom.domain.caption;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What is shown at once.
 *
 * @param startMillis when it appears
 * @param endMillis when it is gone; > startMillis
 * @param lines one or two, each with a word at least
 */
public record Cue(int startMillis, int endMillis, List<List<Word>> lines) {
  public Cue {
    lines = lines.stream().map(List::copyOf).toList();
  }

  /**
   * A piece of a line.
   *
   * @param text without blanks or line ends
   * @param spaced a blank stands between it and the one before it in its line
   * @param startMillis when it is spoken
   * @param endMillis ≥ startMillis
   */
  public record Word(String text, boolean spaced, int startMillis, int endMillis) {}

  /** The same, so much later. */
  public Cue later(int millis) {
    var moved =
        lines.stream()
            .map(line -> line.stream().map(word -> later(word, millis)).toList())
            .toList();
    return new Cue(startMillis + millis, endMillis + millis, moved);
  }

  private static Word later(Word word, int millis) {
    return new Word(
        word.text(), word.spaced(), word.startMillis() + millis, word.endMillis() + millis);
  }

  /** Its lines as plain text. */
  public List<String> text() {
    return lines.stream().map(Cue::written).toList();
  }

  /** Words as a line of plain text. */
  static String written(List<Word> line) {
    String all =
        line.stream()
            .map(word -> word.spaced() ? " " + word.text() : word.text())
            .collect(Collectors.joining());
    return all.stripLeading();
  }
}
