package dev.kinoloom.provider.offline;

import dev.kinoloom.domain.text.StopWords;
import dev.kinoloom.domain.text.Words;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Remembers what an article has named so far, and so tells whether a sentence opens with something
 * that only the sentence before it made known: "… swells into a repeater. Repeaters need …".
 */
final class Givens {
  private static final Set<String> DEFINITE =
      Set.of("the", "der", "die", "das", "den", "dem", "le", "la", "les", "el", "los", "las");
  private static final int ABOUT_ALL = -1;

  private final Set<String> small;
  private final Map<String, Integer> firstNamed = new HashMap<>();

  Givens(String language) {
    this.small = StopWords.of(language);
  }

  /** A heading's words are known from there on. */
  void head(String heading) {
    Words.of(heading).forEach(word -> firstNamed.putIfAbsent(term(word), ABOUT_ALL));
  }

  /** {@code sentence}, line {@code index}, has been read. */
  void name(String sentence, int index) {
    Words.of(sentence).forEach(word -> firstNamed.putIfAbsent(term(word), index));
  }

  /** Line {@code index}, within a paragraph, opens with what the line before it made known. */
  boolean opensWithJustNamed(String sentence, int index) {
    var words = Words.of(sentence);
    if (small.isEmpty() || words.size() < 2) {
      return false;
    }
    if (!DEFINITE.contains(words.get(0).toLowerCase(Locale.ROOT))) {
      return isJustNamed(words.get(0), index);
    }
    var named =
        words.stream()
            .skip(1)
            .dropWhile(word -> NotThings.isAdjective(word.toLowerCase(Locale.ROOT)))
            .takeWhile(this::isNamed)
            .limit(3)
            .toList();
    return !named.isEmpty()
        && (isBare(named)
            || named.stream().anyMatch(word -> isJustNamed(word, index))
            || areUnheardOf(named));
  }

  private boolean isJustNamed(String word, int index) {
    return isWeighty(word)
        && firstNamed.getOrDefault(term(word), ABOUT_ALL) == index - 1
        && index > 0;
  }

  /** "The island" of which nothing was said is part of what was. Names stand by themselves. */
  private boolean areUnheardOf(List<String> named) {
    return named.stream()
        .noneMatch(
            word ->
                firstNamed.containsKey(term(word)) || Character.isUpperCase(word.codePointAt(0)));
  }

  /** "The cable died": which one, only the sentence before can tell. */
  private static boolean isBare(List<String> named) {
    return named.size() == 1 && Character.isLowerCase(named.get(0).codePointAt(0));
  }

  private boolean isNamed(String word) {
    return isWeighty(word) && !NotThings.isVerb(word) && !word.endsWith("ed");
  }

  private boolean isWeighty(String word) {
    return !small.contains(word.toLowerCase(Locale.ROOT));
  }

  private static String term(String word) {
    return Terms.stem(word.toLowerCase(Locale.ROOT));
  }
}
