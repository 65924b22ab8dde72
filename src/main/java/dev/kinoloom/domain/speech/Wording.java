package dev.kinoloom.domain.speech;

import java.lang.Character.UnicodeScript;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A text as the words that captions show, in order, each with its punctuation. Put after each
 * other, with the text's own spaces between, they are the text. Writing without spaces is cut by
 * characters (Chinese, Japanese) or by the JDK's dictionary (Thai and its neighbours).
 */
public final class Wording {
  private static final Set<UnicodeScript> BY_CHARACTER =
      Set.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA);
  private static final Set<UnicodeScript> BY_DICTIONARY =
      Set.of(UnicodeScript.THAI, UnicodeScript.LAO, UnicodeScript.KHMER, UnicodeScript.MYANMAR);

  private static final Pattern SPACES = Pattern.compile("[\\s\\u00a0\\u3000]+");

  private Wording() {}

  /** The words of {@code text}; empty when it is blank. */
  public static List<String> of(String text) {
    var words = new ArrayList<String>();
    for (String spaced : SPACES.split(text, -1)) {
      if (spaced.isEmpty()) {
        continue;
      }
      if (has(spaced, BY_CHARACTER)) {
        byCharacter(spaced, words);
      } else if (has(spaced, BY_DICTIONARY)) {
        byDictionary(spaced, words);
      } else {
        words.add(spaced);
      }
    }
    return words;
  }

  private static boolean has(String text, Set<UnicodeScript> scripts) {
    return text.codePoints().anyMatch(c -> scripts.contains(UnicodeScript.of(c)));
  }

  /** A new word at each such character; what is none (punctuation, marks) stays with the last. */
  private static void byCharacter(String text, List<String> words) {
    var word = new StringBuilder();
    boolean foreign = false;
    for (int c : text.codePoints().toArray()) {
      boolean alone = BY_CHARACTER.contains(UnicodeScript.of(c)) && Character.isLetter(c);
      boolean latin = !alone && Character.isLetterOrDigit(c) && !isLengthMark(c);
      boolean starts = alone || (latin && !foreign);
      if (starts && hasLetter(word)) {
        words.add(word.toString());
        word.setLength(0);
      }
      foreign = latin || (foreign && !alone);
      word.appendCodePoint(c);
    }
    words.add(word.toString());
  }

  private static boolean isLengthMark(int c) {
    return c == 'ー';
  }

  private static void byDictionary(String text, List<String> words) {
    var breaks = BreakIterator.getWordInstance(Locale.forLanguageTag("th"));
    breaks.setText(text);
    var word = new StringBuilder();
    int start = breaks.first();
    for (int end = breaks.next(); end != BreakIterator.DONE; start = end, end = breaks.next()) {
      String piece = text.substring(start, end);
      if (hasLetter(piece) && hasLetter(word)) {
        words.add(word.toString());
        word.setLength(0);
      }
      word.append(piece);
    }
    words.add(word.toString());
  }

  private static boolean hasLetter(CharSequence text) {
    return text.codePoints().anyMatch(Character::isLetterOrDigit);
  }
}
