package dev.kinoloom.provider.drawn;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds few words that stand for many: by choosing a sentence or a clause, never by cutting. */
final class Wording {
  /** More letters than this are no headline in any writing. */
  static final int MAX_LETTERS = 140;

  private static final int MAX_WORDS = 14;
  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}\\p{Cc}]+");
  private static final Pattern CLAUSE = Pattern.compile("(?<=[,;:–—])\\s+|\\s+[–—]\\s+");

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
   * A headline for a text: its shortest telling sentence, or a clause of it; empty when there is
   * none.
   */
  static String headline(String text, Locale locale) {
    var sentences = sentences(tidy(text), locale);
    var clauses =
        sentences.stream().flatMap(s -> Arrays.stream(CLAUSE.split(s))).map(Wording::bare).toList();
    return shortest(sentences.stream().map(Wording::bare).toList())
        .or(() -> shortest(clauses))
        .orElse("");
  }

  private static java.util.Optional<String> shortest(List<String> texts) {
    return texts.stream()
        .filter(Wording::isHeadline)
        .filter(s -> words(s).size() >= 3 || isDense(s))
        .min(Comparator.comparingInt(String::length));
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
    var found = new ArrayList<String>();
    var breaks = BreakIterator.getSentenceInstance(locale);
    breaks.setText(text);
    int from = breaks.first();
    for (int to = breaks.next(); to != BreakIterator.DONE; to = breaks.next()) {
      var sentence = text.substring(from, to).strip();
      if (!sentence.isEmpty()) {
        found.add(sentence);
      }
      from = to;
    }
    return found;
  }

  static List<String> words(String text) {
    return Arrays.stream(text.strip().split("\\s+")).filter(w -> !w.isEmpty()).toList();
  }

  /** Without the punctuation at its ends that a headline does not need. */
  static String bare(String text) {
    return text.replaceAll("^[\\s,;:–—-]+|[\\s,;:.–—。،؛-]+$", "");
  }

  /** The word of a headline to be set off: its number, or its longest word of meaning; or empty. */
  static String emphasis(String headline) {
    var words =
        words(headline).stream().map(w -> w.replaceAll("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N}%]+$", ""));
    var list = words.filter(w -> !w.isEmpty()).toList();
    if (list.size() < 3) {
      return "";
    }
    return list.stream()
        .filter(w -> Character.isDigit(w.codePointAt(0)))
        .findFirst()
        .or(
            () ->
                list.stream()
                    .filter(w -> !FUNCTION_WORDS.contains(w.toLowerCase(Locale.ROOT)))
                    .filter(w -> w.length() >= 5)
                    .max(Comparator.comparingInt(String::length)))
        .orElse("");
  }
}
