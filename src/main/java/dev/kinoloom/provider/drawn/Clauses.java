package dev.kinoloom.provider.drawn;

import dev.kinoloom.domain.text.Sentences;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The shortest honest words around a place in a text: the sentence, or its beginning up to a point
 * at which what is left out neither denies nor narrows it. Never a piece out of the middle.
 */
final class Clauses {
  static final int MOST_WORDS = 26;
  private static final int MOST_LETTERS = 170;
  private static final int FEWEST_WORDS = 4;

  /** A new thought begins here. */
  private static final Pattern CUT =
      Pattern.compile(
          ";\\s|\\s[–—]\\s|:\\s|,\\s+(?=(?:so|and|but|yet|which|who|whose|where|whereas|while|though"
              + "|although|because|since|enough|making|giving|leaving|an?|the|sodass|und|aber|doch"
              + "|während|weil|wobei|et|mais|donc|tandis|alors|y|pero|mientras|porque)\\s)");

  /** What begins so says nothing without its end, or says too much. */
  private static final Pattern OPEN =
      Pattern.compile(
          "(?i)^(?:when|if|although|though|while|because|since|unless|as|even|until|before|after|once"
              + "|not|only|neither|either|whether|wenn|obwohl|weil|während|als|nur|bevor|nachdem|si"
              + "|quand|lorsque|bien|cuando|aunque|mientras)\\b");

  private static final Pattern NARROW =
      Pattern.compile("(?i)\\b(?:only|just|neither|nor|either|nothing|none|nobody)\\b");
  private static final Pattern JOINT =
      Pattern.compile("^(?:But|And|Yet|So|Or|Aber|Und|Doch|Mais|Et|Pero|Y)\\s+(?=\\p{L})");

  private Clauses() {}

  /** The words around {@code text[start, end)}; empty when none are short enough. */
  static Optional<String> around(String text, int start, int end, String language) {
    int from = 0;
    for (var sentence : Sentences.of(text, language)) {
      int at = text.indexOf(sentence, from);
      if (at < 0) {
        return Optional.empty();
      }
      if (start < at + sentence.length()) {
        var found = beginning(sentence, end - at);
        return Optional.of(bare(found)).filter(Clauses::isShort);
      }
      from = at + sentence.length();
    }
    return Optional.empty();
  }

  /** The first thought of a sentence; the whole of it when that cannot be told apart. */
  static String opening(String sentence) {
    return bare(beginning(sentence, 0));
  }

  /** The sentence without a joint to the one before it, and without its full stop. */
  static String bare(String sentence) {
    var rest = JOINT.matcher(sentence.strip()).replaceFirst("").replaceAll("[\\s.,;:–—-]+$", "");
    return Wording.capitalised(rest);
  }

  private static boolean isShort(String clause) {
    return clause.length() <= MOST_LETTERS && Wording.words(clause).size() <= MOST_WORDS;
  }

  private static String beginning(String sentence, int reach) {
    if (OPEN.matcher(sentence).find()) {
      return sentence;
    }
    var cuts = CUT.matcher(sentence);
    for (int at = reach; at <= sentence.length() && cuts.find(at); at = cuts.end()) {
      var part = sentence.substring(0, cuts.start());
      if (isWhole(part, sentence.substring(cuts.end()))) {
        return part;
      }
    }
    return sentence;
  }

  private static boolean isWhole(String part, String rest) {
    var words = Wording.words(part);
    boolean goesOn = rest.matches("(?s)(?:and|or|und|et|y)\\b.*") && part.contains(",");
    boolean narrowed = rest.matches("(?s)(?:an?|the)\\b.*") && NARROW.matcher(part).find();
    return words.size() >= FEWEST_WORDS
        && !goesOn
        && !narrowed
        && !Wording.endsOpen(part)
        && isBalanced(part, List.of("()", "[]", "“”", "«»", "„“", "\"\""));
  }

  private static boolean isBalanced(String part, List<String> pairs) {
    return pairs.stream()
        .allMatch(
            p ->
                p.charAt(0) == p.charAt(1)
                    ? count(part, p.charAt(0)) % 2 == 0
                    : !part.contains(p.substring(0, 1))
                        || count(part, p.charAt(0)) == count(part, p.charAt(1)));
  }

  private static long count(String text, char c) {
    return text.chars().filter(x -> x == c).count();
  }
}
