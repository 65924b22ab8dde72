package dev.kinoloom.provider.offline;

import dev.kinoloom.domain.text.StopWords;
import dev.kinoloom.domain.text.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Gives scenes a few words to show: the heading of the section that begins, else the phrase of the
 * narration that says best what it is about. No two scenes have the same; rather none than a bad
 * one.
 */
final class Headings {
  private static final int MOST_WORDS = 8;
  private static final Pattern BREAK = Pattern.compile("[^\\p{L}\\p{M}\\p{Nd}'’-]+");
  private static final Pattern OWNER = Pattern.compile(".*(?:['’]s|s['’])");
  private static final Pattern VERBAL = Pattern.compile(".*(?:ly|ing|ed)");
  private static final Pattern SIGN = Pattern.compile("[^\\s\\p{L}\\p{M}\\p{Nd}'’-]");

  /** A phrase is a thing when one of these stands before it. */
  private static final Set<String> ARTICLES =
      Set.copyOf(
          List.of(
              ("the a an its their this each every these those no any der die das des dem den ein eine einen"
                      + " einem einer le la les un une des du au el los las una unos unas del al")
                  .split(" ")));

  private static final Set<String> ONE =
      Set.of("a", "an", "each", "every", "this", "another", "one");

  private final Terms terms;
  private final String language;
  private final Set<String> small;
  private final Set<String> used = new HashSet<>();

  Headings(Terms terms, String language) {
    this.terms = terms;
    this.language = StopWords.primary(language);
    this.small = StopWords.of(language);
  }

  /** {@code wish} when it is short and new, otherwise a phrase of {@code narration}, or nothing. */
  String of(String wish, String narration) {
    if (!wish.isBlank() && Words.count(wish) <= MOST_WORDS && used.add(key(wish))) {
      return wish;
    }
    return phrases(narration).stream()
        .sorted(Comparator.comparingDouble(Phrase::score).reversed())
        .filter(phrase -> phrase.score() > 0 && used.add(key(phrase.text())))
        .map(phrase -> capitalised(phrase.text()))
        .findFirst()
        .orElse("");
  }

  private static String key(String heading) {
    return heading.toLowerCase(Locale.ROOT);
  }

  private record Phrase(String text, double score) {}

  private List<Phrase> phrases(String narration) {
    if (small.isEmpty()) {
      return List.of();
    }
    var phrases = new ArrayList<Phrase>();
    for (var part : List.of(SIGN.split(narration))) {
      var words = List.of(part.strip().split("\\s+"));
      for (int i = 0; i < words.size(); i++) {
        if (isThing(words.get(i))) {
          int end = i;
          while (end < words.size() && isThing(words.get(end)) && end - i < 3) {
            end++;
            if (OWNER.matcher(words.get(end - 1)).matches()) {
              break;
            }
          }
          var before = i == 0 ? "" : words.get(i - 1).toLowerCase(Locale.ROOT);
          var after = end == words.size() ? "" : words.get(end);
          phrases.add(phrase(withoutVerb(words.subList(i, end), before, after), before, after));
          i = end;
        }
      }
    }
    return phrases;
  }

  /** "A ship sails", "the glass dims the light": what looks like a plural there is a verb. */
  private List<String> withoutVerb(List<String> words, String before, String after) {
    var last = words.get(words.size() - 1);
    boolean maybe = language.equals("en") && words.size() > 1 && last.matches(".*[^s]s");
    boolean verb = ONE.contains(before) || ARTICLES.contains(after.toLowerCase(Locale.ROOT));
    return maybe && verb ? words.subList(0, words.size() - 1) : words;
  }

  /** Two or three words after an article, of which the article speaks often, are the best. */
  private Phrase phrase(List<String> words, String before, String after) {
    double spoken =
        words.stream().mapToDouble(word -> Math.min(4, terms.linesWith(word))).average().orElse(0);
    double score =
        spoken / 4
            + (ARTICLES.contains(before) ? 0.6 : 0)
            + (words.size() == 1 ? -2 : 0.5)
            + (isThing(after) ? -0.5 : 0.2)
            + (isName(words) ? 0.8 : 0)
            - (VERBAL.matcher(words.get(words.size() - 1)).matches() ? 1.5 : 0)
            - 0.8;
    return new Phrase(String.join(" ", words).replaceFirst("['’]s?$", ""), score);
  }

  private static boolean isName(List<String> words) {
    return words.stream().allMatch(word -> Character.isUpperCase(word.codePointAt(0)));
  }

  private boolean isThing(String word) {
    var lower = word.toLowerCase(Locale.ROOT).replace('’', '\'');
    return !word.isEmpty()
        && !BREAK.matcher(word).find()
        && word.codePoints().noneMatch(Character::isDigit)
        && Words.count(word) == 1
        && word.length() > 2
        && !small.contains(lower)
        && !small.contains(lower.replaceFirst("'.*", ""))
        && !NotThings.contain(lower)
        && (!language.equals("de") || Character.isUpperCase(word.codePointAt(0)));
  }

  private static String capitalised(String text) {
    int first = text.offsetByCodePoints(0, 1);
    return text.substring(0, first).toUpperCase(Locale.ROOT) + text.substring(first);
  }
}
