package dev.kinoloom.provider.offline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Chooses which lines of an article are said: an opening, what matters most without saying it twice
 * (maximal marginal relevance, Carbonell and Goldstein 1998), a close; as many words as are wanted,
 * or all there are.
 */
final class Excerpt {
  private static final double LEAST = 0.92;
  private static final double MOST = 1.0;
  private static final double REPETITION = 0.6;
  private static final int OPENINGS = 4;
  private static final int CLOSES = 4;

  private final Article article;
  private final Terms terms;
  private final double[] importance;
  private final List<Unit> units;
  private final int wanted;
  private final double[] means;

  private Excerpt(Article article, Terms terms, double[] importance, int wanted) {
    this.article = article;
    this.terms = terms;
    this.importance = importance;
    this.units = Unit.of(article.lines());
    this.wanted = wanted;
    this.means = units.stream().mapToDouble(this::mean).toArray();
  }

  /**
   * The indices of the lines to say, in order, of {@code wanted} words or up to 8 % fewer where the
   * article allows; empty when no sentence is short enough.
   */
  static List<Integer> of(Article article, Terms terms, double[] importance, int wanted) {
    return new Excerpt(article, terms, importance, wanted).choose();
  }

  private List<Integer> choose() {
    int opening = opening();
    int close = close();
    var worth = worth();
    for (var forced : List.of(forced(opening, close), forced(opening), forced())) {
      var picked =
          Selection.of(
              units, worth, forced, (int) Math.ceil(wanted * LEAST), (int) (wanted * MOST));
      if (!picked.isEmpty()) {
        return picked.stream().flatMap(i -> lines(units.get(i)).stream()).toList();
      }
    }
    return List.of();
  }

  private static List<Integer> lines(Unit unit) {
    var lines = new ArrayList<Integer>();
    for (int i = unit.first(); i <= unit.last(); i++) {
      lines.add(i);
    }
    return lines;
  }

  private BitSet forced(int... indices) {
    var forced = new BitSet();
    Arrays.stream(indices)
        .filter(i -> i >= 0)
        .forEach(
            i -> {
              forced.set(i);
              for (int back = i; back > 0 && units.get(back).leansBack(); back--) {
                forced.set(back - 1);
              }
            });
    return forced;
  }

  /** The last unit of the opening: the first that is short enough, and what follows from it. */
  private int opening() {
    int most = Math.max(12, wanted / 4);
    for (int i = 0; i < Math.min(OPENINGS, units.size()); i++) {
      if (!units.get(i).leansBack() && units.get(i).words() <= most) {
        boolean followed = i + 1 < units.size() && units.get(i + 1).leansBack();
        return followed && units.get(i).words() + units.get(i + 1).words() <= most ? i + 1 : i;
      }
    }
    return -1;
  }

  /** Of the last units the one that ends best: late, and with little that it leans on. */
  private int close() {
    int best = -1;
    double most = 0;
    for (int i = Math.max(1, units.size() - CLOSES); i < units.size(); i++) {
      boolean ends =
          chained(i) <= Math.max(15, wanted / 4)
              && !article.lines().get(units.get(i).last()).leansOn();
      double late = 1 - 0.3 * (units.size() - 1 - i);
      double value = ends ? late + means[i] : 0;
      if (value > most) {
        best = i;
        most = value;
      }
    }
    return best;
  }

  /** The words of a unit and of all that it leans on. */
  private int chained(int unit) {
    int words = units.get(unit).words();
    for (int back = unit; back > 0 && units.get(back).leansBack(); back--) {
      words += units.get(back - 1).words();
    }
    return words;
  }

  private double mean(Unit unit) {
    return lines(unit).stream().mapToDouble(i -> importance[i]).average().orElse(0);
  }

  /**
   * What each unit adds to those that matter more than it; only as many of them count as would be
   * said, so that the rest aren't measured against what nobody hears.
   */
  private Selection.Worth worth() {
    var worth = new double[units.size()];
    var repeated = new double[units.size()];
    var open = new BitSet();
    open.set(0, units.size());
    int words = 0;
    while (!open.isEmpty()) {
      int best = worthiest(open, repeated);
      open.clear(best);
      var unit = units.get(best);
      double adds = Math.max(0.02, means[best] - REPETITION * repeated[best]);
      worth[best] = adds * Math.pow(unit.words(), 0.7);
      if (words < wanted) {
        open.stream().forEach(i -> repeated[i] = Math.max(repeated[i], alike(units.get(i), unit)));
      }
      words += unit.words();
    }
    return new Selection.Worth(alone(worth), alongside(worth));
  }

  /** What stands deep in a paragraph is not easily torn out of it. */
  private double[] alone(double[] worth) {
    return each(i -> worth[i] * (line(i).place() > 0 ? 0.8 : 1));
  }

  private double[] alongside(double[] worth) {
    return each(
        i -> worth[i] * (i > 0 && line(i).paragraph() == line(i - 1).paragraph() ? 1.2 : 1));
  }

  private double[] each(IntToDoubleFunction value) {
    return IntStream.range(0, units.size()).mapToDouble(value).toArray();
  }

  private Line line(int unit) {
    return article.lines().get(units.get(unit).first());
  }

  private int worthiest(BitSet open, double[] repeated) {
    int best = -1;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = open.nextSetBit(0); i >= 0; i = open.nextSetBit(i + 1)) {
      double adds = means[i] - REPETITION * repeated[i];
      if (adds > most) {
        best = i;
        most = adds;
      }
    }
    return best;
  }

  private double alike(Unit a, Unit b) {
    double most = 0;
    for (int i : lines(a)) {
      for (int j : lines(b)) {
        most = Math.max(most, terms.alike(i, j));
      }
    }
    return most;
  }
}
