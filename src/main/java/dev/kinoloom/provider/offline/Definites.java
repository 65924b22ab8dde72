package dev.kinoloom.provider.offline;

import dev.kinoloom.domain.text.StopWords;
import dev.kinoloom.domain.text.Words;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Finds the lines of an excerpt that speak of "the pond" where no pond was named: the article named
 * it in a line that was left out. In English.
 */
final class Definites {
  private static final int WORDS_OF_A_PHRASE = 3;
  private static final Set<String> SMALL = StopWords.of("en");

  /** There is but one of them, or everybody has one. */
  private static final Set<String> KNOWN =
      words(
          """
          sun moon earth world sea ocean sky ground air past present future end middle beginning people
          public way time day night year years week month morning evening north south east west left
          right internet weather planet universe globe government police
          """);

  /** What makes clear by itself which one is meant: "the cost of", "the ship that". */
  private static final Set<String> DEFINING =
      Set.of("of", "that", "which", "who", "whose", "where");

  private static final Set<String> NO_SUPERLATIVES =
      words(
          "forest harvest interest guest chest request quest nest test protest contest priest conquest");

  private final List<Set<String>> named = new ArrayList<>();
  private final List<List<Set<String>>> phrases = new ArrayList<>();
  private final Set<String> shown;

  /** {@code title}: what it names is seen from the start. */
  Definites(Article article, String title, String language) {
    this.shown = terms(title);
    boolean english = StopWords.primary(language).equals("en");
    for (var line : article.lines()) {
      named.add(terms(line.text()));
      phrases.add(english ? phrases(line.text()) : List.of());
    }
  }

  /** Of the lines that are said, in order, those that speak of what was left out. */
  List<Integer> dangling(List<Integer> said) {
    var known = new HashSet<>(shown);
    var dangling = new ArrayList<Integer>();
    for (int line : said) {
      if (phrases.get(line).stream().anyMatch(phrase -> isLost(phrase, known, line))) {
        dangling.add(line);
      }
      known.addAll(named.get(line));
    }
    return dangling;
  }

  /** {@code line} speaks of something that {@code before} names. */
  boolean isNamedIn(int before, int line) {
    return phrases.get(line).stream()
        .anyMatch(phrase -> phrase.stream().anyMatch(named.get(before)::contains));
  }

  private boolean isLost(Set<String> phrase, Set<String> known, int line) {
    return phrase.stream().noneMatch(known::contains)
        && phrase.stream().anyMatch(term -> isNamedBefore(term, line));
  }

  private boolean isNamedBefore(String term, int line) {
    return named.subList(0, line).stream().anyMatch(terms -> terms.contains(term));
  }

  /** The words after each "the" that need to be known, without those named in the sentence. */
  private static List<Set<String>> phrases(String text) {
    var words = List.of(text.split("\\s+"));
    var phrases = new ArrayList<Set<String>>();
    for (int i = 0; i + 1 < words.size(); i++) {
      if (bare(words.get(i)).equals("the")) {
        var phrase = phrase(words, i + 1);
        var before = terms(String.join(" ", words.subList(0, i)));
        if (!phrase.isEmpty() && phrase.stream().noneMatch(before::contains)) {
          phrases.add(phrase);
        }
      }
    }
    return phrases;
  }

  private static Set<String> phrase(List<String> words, int first) {
    var phrase = new HashSet<String>();
    int from = first;
    while (from + 1 < words.size() && NotThings.isAdjective(bare(words.get(from)))) {
      from++;
    }
    int i = from;
    boolean open = true;
    while (open && i < words.size() && i - from < WORDS_OF_A_PHRASE && isOfThing(words.get(i))) {
      phrase.add(Terms.stem(bare(words.get(i))));
      open = !words.get(i).matches(".*[.,;:!?…)\"”]");
      i++;
    }
    boolean defined = open && i < words.size() && DEFINING.contains(bare(words.get(i)));
    boolean named = open && i < words.size() && Character.isUpperCase(words.get(i).codePointAt(0));
    return defined || named || isSuperlative(bare(words.get(from))) ? Set.of() : phrase;
  }

  private static boolean isOfThing(String word) {
    var bare = bare(word);
    return !bare.isEmpty()
        && Character.isLowerCase(word.codePointAt(0))
        && !SMALL.contains(bare)
        && !KNOWN.contains(bare)
        && !NotThings.contain(bare)
        && !bare.endsWith("ly");
  }

  private static boolean isSuperlative(String word) {
    return word.endsWith("est") && word.length() > 4 && !NO_SUPERLATIVES.contains(word);
  }

  private static Set<String> terms(String text) {
    var terms = new HashSet<String>();
    for (var word : Words.of(text.toLowerCase(Locale.ROOT))) {
      terms.add(Terms.stem(word));
      for (var part : word.split("-", -1)) {
        terms.add(Terms.stem(part));
      }
    }
    return terms;
  }

  private static String bare(String word) {
    return word.toLowerCase(Locale.ROOT)
        .replaceAll("^[(\"“‘—–]+|[.,;:!?…\"”’)—–]+$", "")
        .replaceFirst("['’]s$", "");
  }

  private static Set<String> words(String list) {
    return Set.copyOf(List.of(list.strip().split("\\s+")));
  }
}
