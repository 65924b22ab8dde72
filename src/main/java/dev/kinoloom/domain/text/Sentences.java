package dev.kinoloom.domain.text;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Cuts a paragraph at the ends of its sentences: never after an abbreviation, an initial, within a
 * number, before a word that goes on in lower case, or where nothing was said yet. All sentences
 * together are the paragraph.
 */
public final class Sentences {
  private static final String SPACED_ENDS = ".!?…؟۔։።";
  private static final String UNSPACED_ENDS = "。！？｡।॥";
  private static final char FIRST_FOREIGN_END = '։';
  private static final String CLOSERS = "\"'”’»)]』」】›";
  private static final String OPENERS = "\"'“‘„‚«¿¡([「『【‹–—- ";
  private static final Pattern INITIALS = Pattern.compile("(?:\\p{Lu}\\.)*\\p{Lu}\\.");
  private static final Pattern BEFORE_A_WORD = Pattern.compile("^[\\p{P}$]+");

  /** No abbreviation is longer. */
  private static final int LONGEST_TOKEN = 40;

  private static final Set<String> COUNTING_BY_DOT =
      Set.of("de", "da", "nb", "no", "fi", "cs", "hu");
  private static final Pattern ORDINAL = Pattern.compile("\\d{1,2}\\.");

  /** A sentence can end with none of these. */
  private static final Set<String> LEADING =
      words(
          """
          dr. mr. mrs. ms. prof. rev. gen. col. capt. lt. sgt. gov. sen. rep. hon. vs. e.g. i.e. fig.
          figs. eq. vol. pp. p. ca. cf. approx. mt. incl. excl. esp. bzw. z. d. u. vgl. nr. hr. fr.
          frl. bsp. evtl. ggf. sog. inkl. mme. mlle. mm. ste. sr. sra. srta. dra. ud. uds. pág. núm.
          av. dept. est.
          """);

  /** A sentence can end with none of these when a number follows: "no. 5" and "No." */
  private static final Set<String> BEFORE_NUMBERS = words("no. nos. ch.");

  /** A sentence may end with these: it does when a small word in upper case follows. */
  private static final Set<String> EITHER =
      words(
          """
          inc. ltd. co. corp. bros. jr. a.m. p.m. ph.d. st. ave. rd. blvd. jan. feb. mar. apr. jun. jul.
          aug. sep. sept. oct. nov. dec. mio. mrd. tsd. usw. u.s.w. max. min. in. ft. sq. cu. al.
          """);

  private final String text;
  private final String language;
  private final Set<String> smallWords;

  private Sentences(String text, String language) {
    this.text = text;
    this.language = StopWords.primary(language);
    this.smallWords = StopWords.of(language);
  }

  /** The sentences of one line of text, stripped; empty when it is blank. */
  public static List<String> of(String paragraph, String language) {
    return in(paragraph, language).toList();
  }

  /** The same one after the other: who needs the first ones only does not wait for the others. */
  static Stream<String> in(String paragraph, String language) {
    return new Sentences(paragraph.strip(), language).split();
  }

  /**
   * After which of {@code words}, as they stand in a text with their punctuation, a sentence ends:
   * the last of each sentence that has a sign to end it.
   *
   * @param spaced a blank stands before the word of that index
   */
  public static BitSet endsAfter(List<String> words, IntPredicate spaced, String language) {
    var text = new StringBuilder();
    var wordEnds = new TreeMap<Integer, Integer>();
    for (int i = 0; i < words.size(); i++) {
      text.append(i > 0 && spaced.test(i) ? " " : "").append(words.get(i));
      wordEnds.put(text.length(), i);
    }
    var sentences = new Sentences(text.toString(), language);
    var after = new BitSet();
    for (int end : sentences.ends()) {
      var word = wordEnds.ceilingEntry(sentences.trimmed(end));
      if (word != null && sentences.hasSign(end)) {
        after.set(word.getValue());
      }
    }
    return after;
  }

  private Stream<String> split() {
    var parts =
        new Iterator<String>() {
          private int start;

          @Override
          public boolean hasNext() {
            return start < text.length();
          }

          @Override
          public String next() {
            if (!hasNext()) {
              throw new NoSuchElementException();
            }
            int from = start;
            start = end(from);
            return text.substring(from, start).strip();
          }
        };
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(parts, Spliterator.ORDERED), false)
        .filter(sentence -> !sentence.isEmpty());
  }

  /** Where sentences end, the last at the end of the text. */
  private List<Integer> ends() {
    var ends = new ArrayList<Integer>();
    for (int start = 0; start < text.length(); ) {
      start = end(start);
      ends.add(start);
    }
    return ends;
  }

  /** Where the sentence ends that begins at {@code start}. */
  private int end(int start) {
    boolean says = false;
    for (int i = start; i < text.length(); i++) {
      if (!isEnd(text.charAt(i))) {
        says = says || Character.isLetterOrDigit(text.codePointAt(i));
        continue;
      }
      int after = skip(i + 1);
      if (says && after < text.length() && isBoundary(start, i, after)) {
        return after;
      }
      i = after - 1;
    }
    return text.length();
  }

  private int trimmed(int end) {
    int i = end;
    while (i > 0 && Character.isWhitespace(text.charAt(i - 1))) {
      i--;
    }
    return i;
  }

  /** What ends there ends with a sign, not merely with the text. */
  private boolean hasSign(int end) {
    int i = trimmed(end);
    while (i > 0 && (CLOSERS.indexOf(text.charAt(i - 1)) >= 0 || text.charAt(i - 1) == ' ')) {
      i--;
    }
    return i > 0 && isEnd(text.charAt(i - 1));
  }

  static boolean isEnd(char c) {
    return !(c > '?' && c < FIRST_FOREIGN_END)
        && (SPACED_ENDS.indexOf(c) >= 0 || UNSPACED_ENDS.indexOf(c) >= 0);
  }

  /** Past all further ends and whatever closes. */
  private int skip(int from) {
    int i = from;
    while (i < text.length() && (isEnd(text.charAt(i)) || CLOSERS.indexOf(text.charAt(i)) >= 0)) {
      i++;
    }
    return closesAfterSpace(i) ? i + 2 : i;
  }

  /** « French quotes » stand off. */
  private boolean closesAfterSpace(int i) {
    return text.startsWith(" »", i) && (i + 2 == text.length() || text.charAt(i + 2) == ' ');
  }

  private boolean isBoundary(int start, int end, int after) {
    if (UNSPACED_ENDS.indexOf(text.charAt(end)) >= 0) {
      return true;
    }
    if (!Character.isWhitespace(text.charAt(after))) {
      return false;
    }
    int next = nextLetter(after);
    if (next >= text.length()) {
      return true;
    }
    if (Character.isLowerCase(text.codePointAt(next))) {
      return false;
    }
    return text.charAt(end) != '.' || after > end + 1 || !isAbbreviation(start, end, next);
  }

  private int nextLetter(int from) {
    int i = from;
    while (i < text.length()
        && (Character.isWhitespace(text.charAt(i)) || OPENERS.indexOf(text.charAt(i)) >= 0)) {
      i++;
    }
    return i;
  }

  private boolean isAbbreviation(int start, int end, int next) {
    int from = end;
    while (from > start
        && end - from <= LONGEST_TOKEN
        && !Character.isWhitespace(text.charAt(from - 1))) {
      from--;
    }
    var token = BEFORE_A_WORD.matcher(text.substring(from, end + 1)).replaceFirst("");
    if (end - from > LONGEST_TOKEN) {
      return false;
    }
    var lower = token.toLowerCase(Locale.ROOT);
    if (LEADING.contains(lower)
        || (BEFORE_NUMBERS.contains(lower) && Character.isDigit(text.charAt(next)))) {
      return true;
    }
    boolean initials = INITIALS.matcher(token).matches() && !isUnit(token, start, from);
    if (EITHER.contains(lower) || initials) {
      return !startsWithSmallWord(next);
    }
    return COUNTING_BY_DOT.contains(language)
        && ORDINAL.matcher(token).matches()
        && !startsWithSmallWord(next);
  }

  /** One letter after a number: "at 5 V". */
  private boolean isUnit(String token, int start, int from) {
    int before = from;
    while (before > start && Character.isWhitespace(text.charAt(before - 1))) {
      before--;
    }
    return token.length() == 2 && before > start && Character.isDigit(text.charAt(before - 1));
  }

  private static Set<String> words(String list) {
    return Set.copyOf(List.of(list.strip().split("\\s+")));
  }

  private boolean startsWithSmallWord(int next) {
    int end = next;
    while (end < text.length() && Character.isLetter(text.charAt(end))) {
      end++;
    }
    return smallWords.contains(text.substring(next, end).toLowerCase(Locale.ROOT));
  }
}
