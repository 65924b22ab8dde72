package dev.kinoloom.domain.text;

import java.util.regex.Pattern;

/**
 * The form in which a text goes through the stages: NFC, {@code \n} line ends, paragraphs parted by
 * one empty line, headings as lines {@code # …}, items as lines {@code - …}, no other markup.
 */
final class PlainText {
  private static final Pattern SPACES = Pattern.compile(" {2,}");
  private static final Pattern EMPTY_LINES = Pattern.compile("\n{3,}");

  private PlainText() {}

  /** {@code raw} in plain form; {@code everyWord}: fenced code stays too. May be empty. */
  static String of(String raw, boolean everyWord) {
    var letters = Letters.clean(Html.strip(Letters.clean(raw)));
    var plain = Markdown.strip(letters, everyWord);
    var spaced = SPACES.matcher(plain).replaceAll(" ");
    return EMPTY_LINES.matcher(spaced).replaceAll("\n\n").strip();
  }
}
