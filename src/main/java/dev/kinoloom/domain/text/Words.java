package dev.kinoloom.domain.text;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts words, so that a text's length in words says how long it takes to say it, in any language.
 *
 * <p>A word is a run of letters and digits with what joins them ({@code don't}, {@code re-use},
 * {@code 1,234.5}). Writing without spaces is counted by its characters, at the usual characters a
 * word: {@value #HAN} for Chinese, {@value #KANA} for kana, {@value #THAI} for Thai, Lao, Khmer and
 * Burmese.
 */
public final class Words {
  private static final double HAN = 1.6;
  private static final double KANA = 2.6;
  private static final double THAI = 4.5;

  /** Below it nothing combines. */
  private static final int FIRST_MARK = 0x300;

  private Words() {}

  /** How many words {@code text} has; at least 1 when there is any letter or digit. */
  public static int count(String text) {
    int spaced = 0;
    double unspaced = 0;
    boolean inside = false;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      int next = i + Character.charCount(c);
      double share = unspacedShare(c);
      if (share > 0) {
        unspaced += share;
        inside = false;
      } else if (inside ? isPartOfWord(c) : isLetterOrDigit(c)) {
        spaced += inside ? 0 : 1;
        inside = true;
      } else if (inside && !joins(text, c, next)) {
        inside = false;
      }
      i = next;
    }
    return spaced + (unspaced > 0 ? Math.max(1, (int) Math.round(unspaced)) : 0);
  }

  /** The words of {@code text} as written, in order; a character each where no spaces part them. */
  public static List<String> of(String text) {
    var words = new ArrayList<String>();
    int start = -1;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      int next = i + Character.charCount(c);
      boolean alone = isUnspaced(c);
      boolean goesOn =
          !alone
              && (start >= 0
                  ? isPartOfWord(c) || joins(text, c, next)
                  : Character.isLetterOrDigit(c));
      if (start >= 0 && !goesOn) {
        words.add(text.substring(start, i));
        start = -1;
      }
      if (alone) {
        words.add(text.substring(i, next));
      } else if (goesOn && start < 0) {
        start = i;
      }
      i = next;
    }
    if (start >= 0) {
      words.add(text.substring(start));
    }
    return words;
  }

  /** The character belongs to a writing that puts no spaces between words. */
  public static boolean isUnspaced(int c) {
    return unspacedShare(c) > 0;
  }

  /** Characters of such a writing prevail in {@code text}. */
  public static boolean isMostlyUnspaced(String text) {
    long letters = text.codePoints().filter(Character::isLetter).count();
    return text.codePoints().filter(Words::isUnspaced).count() * 2 > letters;
  }

  static boolean isPartOfWord(int c) {
    if (c < FIRST_MARK || isLetterOrDigit(c)) {
      return isLetterOrDigit(c);
    }
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || c == 0x200c
        || c == 0x200d;
  }

  /** Most letters are ASCII, and asked for several times a text. */
  static boolean isLetterOrDigit(int c) {
    if (c >= 0x80) {
      return Character.isLetterOrDigit(c);
    }
    int lower = c | 0x20;
    return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9');
  }

  private static boolean joins(String text, int c, int next) {
    if (next >= text.length() || !isPartOfWord(text.codePointAt(next))) {
      return false;
    }
    return switch (c) {
      case '\'', 0x2019, '-', 0x2010, 0x2011, '_' -> true;
      case '.', ',' -> Character.isDigit(text.codePointAt(next));
      default -> false;
    };
  }

  private static double unspacedShare(int c) {
    if (c < 0x0e00 || !(Character.isLetter(c) || Character.getType(c) == Character.LETTER_NUMBER)) {
      return 0;
    }
    return switch (UnicodeScript.of(c)) {
      case HAN -> 1 / HAN;
      case HIRAGANA, KATAKANA -> 1 / KANA;
      case THAI, LAO, KHMER, MYANMAR -> 1 / THAI;
      default -> 0;
    };
  }
}
