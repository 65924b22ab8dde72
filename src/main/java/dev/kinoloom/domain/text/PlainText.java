package dev.kinoloom.domain.text;

import dev.kinoloom.domain.Invalid;
import java.util.regex.Pattern;

/**
 * The form in which a text goes through the stages: NFC, {@code \n} line ends, paragraphs parted by
 * one empty line, headings as lines {@code # …}, items as lines {@code - …}, no other markup.
 */
final class PlainText {
  private static final Pattern SPACES = Pattern.compile(" {2,}");
  private static final Pattern EMPTY_LINES = Pattern.compile("\n{3,}");

  /** Far more than the words that are taken could stand on; each costs many a look. */
  private static final int MOST_LINES = 50_000;

  private PlainText() {}

  /**
   * {@code raw} in plain form; {@code everyWord}: fenced code stays too. May be empty. Throws
   * {@link Invalid} on {@code text} when it has more lines than any text that is taken.
   */
  static String of(String raw, boolean everyWord) {
    var letters = letters(raw);
    refuseLines(letters);
    var plain = Markdown.strip(letters, everyWord);
    var spaced = plain.contains("  ") ? SPACES.matcher(plain).replaceAll(" ") : plain;
    var parted =
        spaced.contains("\n\n\n") ? EMPTY_LINES.matcher(spaced).replaceAll("\n\n") : spaced;
    return parted.strip();
  }

  /** What tags and entities leave behind is cleaned too; most texts have none. */
  private static String letters(String raw) {
    var clean = Letters.clean(raw);
    var stripped = Html.strip(clean);
    return clean.equals(raw) && stripped.equals(raw) ? raw : Letters.clean(stripped);
  }

  private static void refuseLines(String text) {
    if (text.length() <= MOST_LINES) {
      return;
    }
    long lines = text.lines().filter(line -> !line.isBlank()).count();
    if (lines > MOST_LINES) {
      throw new Invalid("text", "has %,d lines; at most %,d are read".formatted(lines, MOST_LINES));
    }
  }
}
