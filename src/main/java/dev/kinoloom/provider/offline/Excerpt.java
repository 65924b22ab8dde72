package dev.kinoloom.provider.offline;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Chooses which lines of an article are said: an opening, what matters most without saying it twice
 * (maximal marginal relevance, Carbonell and Goldstein 1998), a close that stands by itself; for as
 * long as is wanted, or all there are. Nothing is said that needs what is left out.
 */
final class Excerpt {
  private static final double LEAST = 0.9;
  private static final double MUCH_LESS = 0.8;
  private static final int OPENINGS = 12;

  /** The share of all that the first sentence of an article may take. */
  private static final double FIRST = 0.45;

  /** The share of all that the close may take with what it leans on. */
  private static final double CLOSE = 0.3;

  private final Article article;
  private final Terms terms;
  private final double[] importance;
  private final Definites definites;
  private final List<Unit> units;
  private final Length wanted;
  private final double[] means;
  private final Closes closes;

  /**
   * How much is wanted.
   *
   * @param steps of time, at most
   * @param stepSeconds how long one is
   * @param pace seconds that a word takes, about
   */
  record Length(int steps, double stepSeconds, double pace) {
    double words() {
      return steps * stepSeconds / pace;
    }

    int of(double seconds) {
      return (int) Math.round(seconds / stepSeconds);
    }
  }

  /** {@code seconds}: how long a line takes. */
  Excerpt(
      Article article,
      Terms terms,
      double[] importance,
      Definites definites,
      ToDoubleFunction<Line> seconds,
      Length wanted) {
    this.article = article;
    this.terms = terms;
    this.importance = importance;
    this.definites = definites;
    this.units =
        Unit.of(article.lines(), line -> seconds.applyAsDouble(line) / wanted.stepSeconds());
    this.wanted = wanted;
    this.means = units.stream().mapToDouble(this::mean).toArray();
    this.closes = new Closes(article.lines(), units, means);
  }

  /**
   * The indices of the lines to say, in order, for as long as is wanted or up to a tenth less where
   * the article allows; empty when no sentence is short enough.
   */
  List<Integer> choose() {
    int opening = opening();
    var worth = new Worths(article.lines(), terms, units, means).within(wanted.words());
    var most = List.<Integer>of();
    for (int close : closes.bestFirst(Math.max(wanted.of(6), (int) (CLOSE * wanted.steps())))) {
      if (close > opening) {
        var picked = picked(worth, opening, close);
        most = cost(picked) > cost(most) ? picked : most;
        if (cost(picked) >= LEAST * MUCH_LESS * wanted.steps()) {
          return said(picked);
        }
      }
    }
    if (most.isEmpty()) {
      var opened = picked(worth, opening, -1);
      most = opened.isEmpty() ? picked(worth, -1, -1) : opened;
    }
    return said(most);
  }

  /** The best way to say the opening and the close, and nothing after it; -1: none is wanted. */
  private List<Integer> picked(Selection.Worth worth, int opening, int close) {
    int least = (int) Math.ceil(wanted.steps() * LEAST);
    return new Mending(units, means, definites, least, wanted.steps()).pick(worth, opening, close);
  }

  private List<Integer> said(List<Integer> picked) {
    return Unit.lines(units, picked);
  }

  private int cost(List<Integer> picked) {
    return picked.stream().mapToInt(i -> units.get(i).cost()).sum();
  }

  /**
   * The last unit of the opening: the article's first if it is short enough, else the first of a
   * paragraph that is, and what follows from it.
   */
  private int opening() {
    int most = Math.max(wanted.of(6.5), wanted.steps() / 4);
    for (int i = 0; i < Math.min(OPENINGS, units.size()); i++) {
      int cost = units.get(i).cost();
      boolean opens =
          i == 0 ? cost <= FIRST * wanted.steps() : cost <= most && line(i).place() == 0;
      if (opens && !units.get(i).leansBack()) {
        boolean followed = i + 1 < units.size() && units.get(i + 1).leansBack();
        return followed && cost + units.get(i + 1).cost() <= most ? i + 1 : i;
      }
    }
    return -1;
  }

  private double mean(Unit unit) {
    return unit.lines().stream().mapToDouble(i -> importance[i]).average().orElse(0);
  }

  private Line line(int unit) {
    return article.lines().get(units.get(unit).first());
  }
}
