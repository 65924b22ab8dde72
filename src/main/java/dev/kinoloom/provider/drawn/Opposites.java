package dev.kinoloom.provider.drawn;

import dev.kinoloom.provider.drawn.Card.Comparison;
import dev.kinoloom.provider.drawn.Card.Relation;
import dev.kinoloom.provider.drawn.Card.Side;
import dev.kinoloom.provider.drawn.Figures.Figure;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds two things that a text sets against each other, if both can be said in few words and it is
 * clear what is compared.
 */
final class Opposites {
  private static final int MOST_WORDS = 8;
  private static final int MOST_WORDS_OF_CLAUSE = 14;
  private static final int MOST_WORDS_ABOVE = 20;
  private static final int MOST_WORDS_OF_SUBJECT = 7;
  private static final Pattern CUE =
      Pattern.compile(
          "(?i)\\b(than|whereas|while|compared (?:with|to)|versus|unlike|instead of|in contrast"
              + "|rather|on the other hand|als|während|statt|sondern|alors que|tandis que|plutôt"
              + "|mientras que|en cambio)\\b|\\bfrom\\b.+\\bto\\b|\\bnot\\b.+\\bbut\\b");
  private static final Pattern NOT_BUT =
      Pattern.compile(
          "(?i)(?:^|[.!?]\\s+)([^,.;:!?]{2,60}?\\s(?:is|are|was|were|be|been|comes?|came|lies?|lay"
              + "|ist|sind|war|waren|est|sont|es|son|era))\\s+(?:not|nicht|pas|no)\\s+"
              + "(?!only\\b|just\\b|merely\\b|simply\\b|nur\\b|solo\\b|yet\\b)"
              + "([^,.;:!?]{3,60}?),?\\s+(?:but|sondern|sino|mais)\\s+(?:rather\\s+)?"
              + "(?!(?:I|he|she|it|we|they|you|there)\\b)([^,.;:!?]{3,60})[,.;:!?]");
  private static final Pattern WHEREAS =
      Pattern.compile(
          "(?:^|[.!?]\\s+)([^,.;!?]{6,70}), (?:whereas|während|alors que|mientras que) "
              + "([^,.;!?]{6,70})[,.;!?]");
  private static final Pattern HALVES =
      Pattern.compile(
          ",\\s+(?:whereas|while|but|and|yet|während|aber|und|mais|et|tandis que|alors que|pero|y"
              + "|mientras que)\\s+|;\\s+|\\s+(?:whereas|while)\\s+");
  private static final Pattern YEAR = Pattern.compile("\\b(1[5-9]\\d\\d|20\\d\\d)\\b");

  private final String text;
  private final Locale locale;
  private final String heading;

  private Opposites(String text, Locale locale, String heading) {
    this.text = text;
    this.locale = locale;
    this.heading = heading;
  }

  /**
   * @param points when there are two and the text compares, they are the sides
   * @param heading shown above them where the text gives none; may be empty
   */
  static Optional<Comparison> in(String text, List<String> points, String heading, Locale locale) {
    if (points.size() == 2 && CUE.matcher(text).find()) {
      return Optional.of(
          new Comparison(heading, Side.of(points.get(0)), Side.of(points.get(1)), Relation.VERSUS));
    }
    return points.isEmpty() ? new Opposites(text, locale, heading).find() : Optional.empty();
  }

  private Optional<Comparison> find() {
    return Wording.sentences(text, locale).stream()
        .flatMap(s -> Stream.of(halves(s), dated(s)).flatMap(Optional::stream))
        .findFirst()
        .or(this::notBut)
        .or(this::whereas);
  }

  /** Two clauses, each with a number of the same kind. */
  private Optional<Comparison> halves(String sentence) {
    return HALVES
        .matcher(sentence)
        .results()
        .map(
            m ->
                clauses(
                    Clauses.bare(sentence.substring(0, m.start())),
                    Clauses.bare(sentence.substring(m.end()))))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<Comparison> clauses(String left, String right) {
    var first = weighty(left);
    var second = weighty(right);
    boolean fit =
        first.size() == 1
            && second.size() == 1
            && areComparable(first.get(0), second.get(0))
            && isClause(left)
            && isClause(right);
    return fit
        ? Optional.of(
            new Comparison(
                heading, side(first.get(0), left), side(second.get(0), right), Relation.VERSUS))
        : Optional.empty();
  }

  private static boolean isClause(String text) {
    int words = Wording.words(text).size();
    return words >= 3 && words <= MOST_WORDS_OF_CLAUSE;
  }

  /** Two numbers and their years, under the sentence that says what they are. */
  private Optional<Comparison> dated(String sentence) {
    var weighty = weighty(sentence);
    var years = YEAR.matcher(sentence).results().map(m -> m.group(1)).distinct().toList();
    boolean fit =
        weighty.size() == 2
            && years.size() == 2
            && CUE.matcher(sentence).find()
            && areComparable(weighty.get(0), weighty.get(1));
    var above = Clauses.bare(sentence);
    var shown = Wording.words(above).size() <= MOST_WORDS_ABOVE ? above : heading;
    return fit && !shown.isEmpty()
        ? Optional.of(
            new Comparison(
                shown,
                dated(weighty.get(0), years.get(0)),
                dated(weighty.get(1), years.get(1)),
                Relation.VERSUS))
        : Optional.empty();
  }

  private static List<Figure> weighty(String text) {
    return Figures.in(text).stream().filter(f -> f.weight() >= 2).toList();
  }

  private static boolean areComparable(Figure one, Figure other) {
    return one.isComparableTo(other) && one.value() != other.value();
  }

  private static Side dated(Figure figure, String year) {
    var kind = figure.measure().kind();
    return side(figure, kind.isEmpty() ? year : kind + ", " + year);
  }

  private static Side side(Figure figure, String label) {
    return new Side(figure.signed(), label, figure.value());
  }

  /** "The danger is ✗ sharks ✓ fishing boats": the beginning of the sentence leads to both. */
  private Optional<Comparison> notBut() {
    return NOT_BUT
        .matcher(text)
        .results()
        .filter(m -> areShort(m.group(2), m.group(3)))
        .filter(m -> Wording.words(m.group(1)).size() <= MOST_WORDS_OF_SUBJECT)
        .map(m -> sides(m, 2, Clauses.bare(m.group(1)) + " …", Relation.NOT_BUT))
        .findFirst();
  }

  private Optional<Comparison> whereas() {
    return WHEREAS
        .matcher(text)
        .results()
        .filter(m -> areShort(m.group(1), m.group(2)))
        .map(m -> sides(m, 1, heading, Relation.VERSUS))
        .findFirst();
  }

  private static Comparison sides(MatchResult m, int group, String above, Relation relation) {
    return new Comparison(
        above,
        Side.of(Wording.bare(m.group(group))),
        Side.of(Wording.bare(m.group(group + 1))),
        relation);
  }

  private static boolean areShort(String left, String right) {
    return Wording.words(left).size() <= MOST_WORDS && Wording.words(right).size() <= MOST_WORDS;
  }
}
