package dev.kinoloom.provider;

import java.lang.Character.UnicodeScript;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Words for somebody whose fonts lack characters. */
final class FontAdvice {
  private static final int EXAMPLES = 8;

  private FontAdvice() {}

  /** {@code lacking}: distinct, not empty. */
  static String on(List<String> lacking) {
    var scripts = lacking.stream().map(FontAdvice::scriptOf).distinct().limit(4).toList();
    return "no font here can draw %d %s (%s), such as %s: install %s, then start again"
        .formatted(
            lacking.size(),
            lacking.size() == 1 ? "character" : "characters",
            scripts.stream().map(FontAdvice::named).collect(Collectors.joining(", ")),
            lacking.stream().limit(EXAMPLES).collect(Collectors.joining(" ")),
            scripts.stream().map(FontAdvice::install).distinct().collect(Collectors.joining(", ")));
  }

  /** The English name of the writing it belongs to, e.g. {@code Arabic}. */
  static String script(String grapheme) {
    return capitalised(scriptOf(grapheme).name().replace('_', ' ').toLowerCase(Locale.ROOT));
  }

  private static UnicodeScript scriptOf(String grapheme) {
    return UnicodeScript.of(grapheme.codePointAt(0));
  }

  private static String named(UnicodeScript script) {
    return switch (script) {
      case HAN -> "Chinese characters";
      case HIRAGANA, KATAKANA -> "Japanese";
      case HANGUL -> "Korean";
      case COMMON, INHERITED -> "symbols and marks";
      default -> capitalised(script.name().replace('_', ' ').toLowerCase(Locale.ROOT));
    };
  }

  private static String capitalised(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  /** The name of a Debian package; elsewhere people find Noto by it. */
  private static String install(UnicodeScript script) {
    return switch (script) {
      case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO -> "fonts-noto-cjk";
      case LATIN, GREEK, CYRILLIC, ARABIC, HEBREW, ARMENIAN, GEORGIAN ->
          "fonts-noto-core or fonts-dejavu";
      default -> "fonts-noto-core";
    };
  }
}
