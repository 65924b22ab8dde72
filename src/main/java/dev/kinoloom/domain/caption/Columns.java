package dev.kinoloom.domain.caption;

import java.lang.Character.UnicodeScript;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** How much room characters take: one column a letter, two a Chinese or Japanese one. */
final class Columns {
  private static final Pattern GRAPHEME = Pattern.compile("\\X");

  private Columns() {}

  static int of(String text) {
    return graphemes(text).stream().mapToInt(g -> isWide(g.codePointAt(0)) ? 2 : 1).sum();
  }

  /** What readers take for one character each. */
  static List<String> graphemes(String text) {
    return GRAPHEME.matcher(text).results().map(MatchResult::group).toList();
  }

  /** Written without blanks between words, so that a line may break nearly anywhere. */
  static boolean isUnspaced(int c) {
    return switch (UnicodeScript.of(c)) {
      case HAN, HIRAGANA, KATAKANA, BOPOMOFO, THAI, LAO, KHMER, MYANMAR -> true;
      default -> isWidePunctuation(c);
    };
  }

  static boolean isWide(int c) {
    return switch (UnicodeScript.of(c)) {
      case HAN, HIRAGANA, KATAKANA, BOPOMOFO, HANGUL -> true;
      default -> isWidePunctuation(c) || (c >= 0x1F300 && c <= 0x1FAFF);
    };
  }

  static boolean isWidePunctuation(int c) {
    return (c >= 0x3000 && c <= 0x303F) || (c >= 0xFF00 && c <= 0xFF60);
  }
}
