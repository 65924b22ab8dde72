package dev.kinoloom.provider.drawn;

import dev.kinoloom.domain.text.Sentences;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds few words that stand for many: by choosing a sentence or a clause, never by cutting. */
final class Wording {
  /** More letters than this are no headline in any writing. */
  static final int MAX_LETTERS = 140;

  private static final int MAX_WORDS = 14;
  private static final int MAX_WORDS_AT_NEED = 20;
  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}\\p{Cc}]+");
  private static final Pattern CLAUSE = Pattern.compile("(?<=[,;:–—])\\s+|\\s+[–—]\\s+");

  private static final Pattern LEANING =
      Pattern.compile(
          "^(?:It|They|He|She|This|That|These|Those|There|Its|Their|His|Her|Such|Both|Only one of them"
              + "|One of them|Unlike them|Here|Then|However|Therefore|Instead|Still|Also|Er|Sie|Es"
              + "|Dies\\p{L}*|Il|Elle|Ils|Elles|Cela|Ce|Esto|Eso)\\b");

  /** Words that end a noun phrase, or that nobody would print large. */
  static final Set<String> FUNCTION_WORDS =
      Set.copyOf(
          List.of(
              ("a an the and or but nor so yet of in on at by to from for with without as than that"
                      + " which who whom whose when where while whereas if because is are was were be"
                      + " been being has have had do does did can could will would shall should may"
                      + " might must it its they them their this these those he she his her we our you"
                      + " your i my not no only just even more most less every each per into over under"
                      + " about after before between through during still now then there here also"
                      + " und oder der die das den dem des ein eine einer mit von zu im am ist sind war"
                      + " le la les un une des du de et ou est sont dans sur pour par que qui"
                      + " el los las una y o es son en con por para")
                  .split(" ")));

  private Wording() {}

  /** One line, single blanks. */
  static String tidy(String text) {
    return BLANKS.matcher(text).replaceAll(" ").strip();
  }

  /**
   * A headline for a text: its first short sentence that needs no other to be understood, else such
   * a clause, else a longer sentence, else one that leans on what was said before, else the
   * beginning of one up to its first comma; empty when there is none.
   */
  static String headline(String text, Locale locale) {
    return headline(sentences(tidy(text), locale));
  }

  /**
   * What a text ends with: its last sentence or the first thought of it; empty when that is long or
   * leans on what was said before.
   */
  static String lastLine(String text, Locale locale) {
    var sentences = sentences(tidy(text), locale);
    var last = sentences.isEmpty() ? "" : sentences.get(sentences.size() - 1);
    return Stream.of(Clauses.bare(last), Clauses.opening(last))
        .filter(s -> isTelling(s) && isLongHeadline(s) && !leans(s))
        .findFirst()
        .orElse("");
  }

  private static String headline(List<String> sentences) {
    var whole = sentences.stream().map(Clauses::bare).filter(Wording::isTelling).toList();
    return first(whole, s -> isHeadline(s) && !leans(s))
        .or(() -> first(openings(sentences), s -> isHeadline(s) && !leans(s)))
        .or(() -> first(whole, s -> isLongHeadline(s) && !leans(s)))
        .or(() -> first(whole, Wording::isHeadline))
        .or(() -> first(beginnings(sentences), s -> isHeadline(s) && isTelling(s)))
        .orElse("");
  }

  private static List<String> openings(List<String> sentences) {
    return sentences.stream().map(Clauses::opening).filter(Wording::isTelling).toList();
  }

  private static List<String> beginnings(List<String> sentences) {
    return sentences.stream()
        .map(s -> Clauses.bare(CLAUSE.split(s, 2)[0]))
        .filter(s -> !endsOpen(s))
        .toList();
  }

  private static Optional<String> first(List<String> texts, Predicate<String> wanted) {
    return texts.stream().filter(wanted).findFirst();
  }

  private static boolean isTelling(String text) {
    return words(text).size() >= 3 || isDense(text);
  }

  /** It points at something that was said before. */
  private static boolean leans(String sentence) {
    return LEANING.matcher(sentence).find();
  }

  private static boolean isLongHeadline(String text) {
    return text.length() <= MAX_LETTERS && words(text).size() <= MAX_WORDS_AT_NEED;
  }

  /** The last word asks for another. */
  static boolean endsOpen(String text) {
    var words = words(text);
    return words.isEmpty()
        || FUNCTION_WORDS.contains(words.get(words.size() - 1).toLowerCase(Locale.ROOT));
  }

  static String capitalised(String text) {
    if (text.isEmpty()) {
      return text;
    }
    int first = text.offsetByCodePoints(0, 1);
    return new StringBuilder()
        .appendCodePoint(Character.toTitleCase(text.codePointAt(0)))
        .append(text, first, text.length())
        .toString();
  }

  /** The text if it is short enough to be a headline, otherwise the shortest part that is. */
  static String fitting(String text, Locale locale) {
    var tidy = tidy(text);
    return isHeadline(tidy) ? tidy : headline(tidy, locale);
  }

  private static boolean isHeadline(String text) {
    return !text.isBlank() && text.length() <= MAX_LETTERS && words(text).size() <= MAX_WORDS;
  }

  /** Writing that parts no words by blanks. */
  private static boolean isDense(String text) {
    return text.length() >= 4 && text.codePoints().anyMatch(Character::isIdeographic);
  }

  static List<String> sentences(String text, Locale locale) {
    return Sentences.of(text, locale.toLanguageTag());
  }

  static List<String> words(String text) {
    return Arrays.stream(text.strip().split("\\s+")).filter(w -> !w.isEmpty()).toList();
  }

  /** Without the punctuation at its ends that a headline does not need. */
  static String bare(String text) {
    return text.replaceAll("^[\\s,;:–—-]+|[\\s,;:.–—。،؛-]+$", "");
  }
}
