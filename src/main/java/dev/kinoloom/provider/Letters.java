package dev.kinoloom.provider;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What kind of thing a character is, as far as drawing it goes. */
final class Letters {
  private static final Pattern GRAPHEME = Pattern.compile("\\X");

  private Letters() {}

  /** What a reader takes for one character: a letter with its marks, an emoji with its parts. */
  static Stream<String> graphemes(String text) {
    return GRAPHEME.matcher(text).results().map(MatchResult::group);
  }

  /** Steers its neighbours and leaves no ink of its own: joiners, direction marks, selectors. */
  static boolean isInvisible(int c) {
    int type = Character.getType(c);
    return type == Character.FORMAT
        || type == Character.CONTROL
        || (c >= 0xFE00 && c <= 0xFE0F)
        || (c >= 0xE0100 && c <= 0xE01EF)
        || c == 0x034F
        || c == 0x115F
        || c == 0x1160
        || c == 0x3164;
  }

  static boolean isBlank(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  /**
   * Whether the text says the same without it: emoji and other pictures, what nobody assigned, and
   * the halves of broken pairs.
   */
  static boolean isOrnament(String grapheme) {
    return grapheme.codePoints().allMatch(c -> isInvisible(c) || isBlank(c) || isPicture(c))
        || grapheme.codePoints().anyMatch(Letters::isEmojiPart);
  }

  private static boolean isPicture(int c) {
    return switch (Character.getType(c)) {
      case Character.OTHER_SYMBOL,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          true;
      default -> isEmojiPart(c) || (c >= 0x2190 && c <= 0x2BFF && !isMathematical(c));
    };
  }

  private static boolean isMathematical(int c) {
    return Character.getType(c) == Character.MATH_SYMBOL && c >= 0x2200 && c <= 0x22FF;
  }

  private static boolean isEmojiPart(int c) {
    return (c >= 0x1F000 && c <= 0x1FAFF) || c == 0x20E3 || (c >= 0xE0020 && c <= 0xE007F);
  }

  /** An emoji put together from several: drawn piece by piece it would be another picture. */
  static boolean isComposedEmoji(String grapheme) {
    return grapheme.codePoints().anyMatch(Letters::isEmojiPart)
        && grapheme.codePoints().filter(c -> !isInvisible(c)).count() > 1;
  }
}
