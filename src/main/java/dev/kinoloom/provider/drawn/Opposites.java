package dev.kinoloom.provider.drawn;

import dev.kinoloom.provider.drawn.Card.Relation;
import dev.kinoloom.provider.drawn.Card.Side;
import dev.kinoloom.provider.drawn.Figures.Figure;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds two things that a text sets against each other, if both can be said in few words. */
final class Opposites {
  private static final int MOST_WORDS = 8;
  private static final Pattern CUE =
      Pattern.compile(
          "(?i)\\b(than|whereas|while|compared (?:with|to)|versus|unlike|instead of|in contrast"
              + "|rather|on the other hand|als|während|statt|sondern|alors que|tandis que|plutôt"
              + "|mientras que|en cambio)\\b|\\bfrom\\b.+\\bto\\b|\\bnot\\b.+\\bbut\\b");
  private static final Pattern NOT_BUT =
      Pattern.compile(
          "(?i)\\b(?:not|nicht|no|non pas)\\s+(?!only\\b|just\\b|merely\\b|simply\\b|nur\\b|solo\\b)"
              + "([^,.;:!?]{3,60}?),?\\s+(?:but|sondern|sino|mais)\\s+(?:rather\\s+)?"
              + "([^,.;:!?]{3,60})[,.;:!?]");
  private static final Pattern WHEREAS =
      Pattern.compile(
          "(?:^|[.!?]\\s+)([^,.;!?]{6,70}), (?:whereas|während|alors que|mientras que) "
              + "([^,.;!?]{6,70})[,.;!?]");
  private static final Pattern YEAR = Pattern.compile("\\b(1[5-9]\\d\\d|20\\d\\d)\\b");

  /** Two sides and how they stand to each other. */
  record Pair(Side left, Side right, Relation relation) {}

  private Opposites() {}

  /** {@code points}: when there are two and the text compares, they are the sides. */
  static Optional<Pair> in(String text, List<String> points) {
    boolean compares = CUE.matcher(text).find();
    if (points.size() == 2 && compares) {
      return Optional.of(new Pair(Side.of(points.get(0)), Side.of(points.get(1)), Relation.VERSUS));
    }
    if (!points.isEmpty()) {
      return Optional.empty();
    }
    return (compares ? figures(text) : Optional.<Pair>empty())
        .or(() -> clauses(NOT_BUT.matcher(text), Relation.NOT_BUT))
        .or(() -> clauses(WHEREAS.matcher(text), Relation.VERSUS));
  }

  private static Optional<Pair> clauses(Matcher found, Relation relation) {
    if (!found.find() || isLong(found.group(1)) || isLong(found.group(2))) {
      return Optional.empty();
    }
    return Optional.of(
        new Pair(
            Side.of(Wording.bare(found.group(1))),
            Side.of(Wording.bare(found.group(2))),
            relation));
  }

  private static boolean isLong(String clause) {
    return Wording.words(clause).size() > MOST_WORDS;
  }

  /** Just two weighty numbers of one kind. */
  private static Optional<Pair> figures(String text) {
    var weighty = Figures.in(text).stream().filter(f -> f.weight() >= 2).toList();
    if (weighty.size() != 2
        || !weighty.get(0).isComparableTo(weighty.get(1))
        || weighty.get(0).value() == weighty.get(1).value()) {
      return Optional.empty();
    }
    var first = weighty.get(0);
    var second = weighty.get(1);
    var years = YEAR.matcher(text).results().map(m -> m.group(1)).distinct().toList();
    boolean dated = years.size() == 2;
    return Optional.of(
        new Pair(
            side(first, dated ? years.get(0) : ""),
            side(second, dated ? years.get(1) : ""),
            Relation.VERSUS));
  }

  private static Side side(Figure figure, String year) {
    var unit = figure.unit();
    boolean both = !unit.isEmpty() && !year.isEmpty();
    return new Side(figure.number(), both ? unit + ", " + year : unit + year, figure.value());
  }
}
