package dev.kinoloom.domain.text;

import java.text.Normalizer;

/** Cleans a text character by character: NFC, one kind of line end, nothing that is not written. */
final class Letters {
  private static final int MARKS_IN_A_ROW = 4;

  /** Marks are put in order by pairs: of a heap of them, that takes for ever. */
  private static final int MARKS_TO_ORDER = 32;

  /** Below it nothing combines, and all is in NFC. */
  private static final int FIRST_MARK = 0x300;

  private Letters() {}

  /**
   * {@code text} in NFC with {@code \n} line ends; without control and formatting characters,
   * private-use characters, pictographs (nobody speaks them and few fonts have them), and heaps of
   * combining marks.
   */
  static String clean(String text) {
    if (pastPlain(text, 0) == text.length()) {
      return text;
    }
    var composed = composed(text.replace("\r\n", "\n"));
    var kept = new StringBuilder(composed.length());
    int marks = 0;
    for (int i = 0; i < composed.length(); ) {
      int odd = pastPlain(composed, i);
      if (odd > i) {
        marks = 0;
        kept.append(composed, i, odd);
        i = odd;
        continue;
      }
      int c = composed.codePointAt(i);
      i += Character.charCount(c);
      marks = isMark(c) ? marks + 1 : 0;
      if (marks > MARKS_IN_A_ROW || isPictograph(c)) {
        continue;
      }
      append(kept, c);
    }
    return kept.toString();
  }

  private static int pastPlain(String text, int from) {
    int i = from;
    while (i < text.length() && isPlain(text.charAt(i))) {
      i++;
    }
    return i;
  }

  /** Nine letters of ten in most texts: what need not be looked up. */
  private static boolean isPlain(int c) {
    return (c >= ' ' && c <= '~') || c == '\n';
  }

  private static String composed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= FIRST_MARK) {
        return Normalizer.normalize(withoutHeaps(text), Normalizer.Form.NFC);
      }
    }
    return text;
  }

  private static String withoutHeaps(String text) {
    var kept = new StringBuilder(text.length());
    int marks = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      boolean combines =
          c >= FIRST_MARK
              && (isMark(c) || Character.getType(c) == Character.COMBINING_SPACING_MARK);
      marks = combines ? marks + 1 : 0;
      if (marks <= MARKS_TO_ORDER) {
        kept.appendCodePoint(c);
      }
    }
    return kept.toString();
  }

  private static void append(StringBuilder kept, int c) {
    if (isLineEnd(c)) {
      kept.append('\n');
    } else if (c == '\t' || Character.getType(c) == Character.SPACE_SEPARATOR) {
      kept.append(' ');
    } else if (isJoiner(c) ? endsInWord(kept) : isWritten(c)) {
      kept.appendCodePoint(c);
    }
  }

  /** The zero-width joiners shape Persian and Indic words; elsewhere they only glue pictographs. */
  private static boolean isJoiner(int c) {
    return c == 0x200c || c == 0x200d;
  }

  private static boolean endsInWord(StringBuilder kept) {
    if (kept.isEmpty()) {
      return false;
    }
    int last = kept.codePointBefore(kept.length());
    return Character.isLetter(last)
        || isMark(last)
        || Character.getType(last) == Character.COMBINING_SPACING_MARK;
  }

  private static boolean isLineEnd(int c) {
    return switch (c) {
      case '\n', '\r', '\f', 0x0b, 0x85, 0x2028, 0x2029 -> true;
      default -> false;
    };
  }

  private static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
  }

  private static boolean isWritten(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> c != 0xfffd;
    };
  }

  private static boolean isPictograph(int c) {
    return (c >= 0x1f000 && c <= 0x1faff)
        || (c >= 0x2600 && c <= 0x27bf)
        || c == 0xfe0e
        || c == 0xfe0f
        || c == 0x20e3
        || (c >= 0xe0000 && c <= 0xe007f);
  }
}
