package dev.kinoloom.provider.offline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Chooses which lines of an article are said: an opening, what matters most without saying it twice
 * (maximal marginal relevance, Carbonell and Goldstein 1998), a close that stands by itself; for as
 * long as is wanted, or all there are. Nothing is said that needs what is left out.
 */
final class Excerpt {
  private static final double LEAST = 0.9;
  private static final double MUCH_LESS = 0.8;
  private static final double REPETITION = 0.6;
  private static final int OPENINGS = 12;

  /** The share of all that the first sentence of an article may take. */
  private static final double FIRST = 0.45;

  private static final int ROUNDS = 12;

  /** The share of all that the close may take with what it leans on. */
  private static final double CLOSE = 0.3;

  /** A line is brought in for another's sake only when together they matter so much. */
  private static final double WORTH_BOTH = 0.9;

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
        new ArrayList<>(
            Unit.of(article.lines(), line -> seconds.applyAsDouble(line) / wanted.stepSeconds()));
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
    var worth = worth();
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
    var before = List.copyOf(units);
    var banned = new BitSet();
    if (close >= 0) {
      banned.set(close + 1, units.size());
    }
    var forced = forced(opening, close);
    var picked = List.<Integer>of();
    for (int round = 0; round < ROUNDS; round++) {
      int least = (int) Math.ceil(wanted.steps() * LEAST);
      picked =
          Selection.of(units, worth, new Selection.Bounds(forced, banned, least, wanted.steps()));
      var dangling = dangling(picked);
      if (dangling.isEmpty()) {
        break;
      }
      dangling.forEach(unit -> mend(unit, banned, forced));
    }
    var whole = withoutDangling(picked);
    Collections.copy(units, before);
    return whole;
  }

  /** Said with the unit that names what it speaks of, if both matter enough, or not at all. */
  private void mend(int unit, BitSet banned, BitSet forced) {
    int naming = naming(unit);
    if (naming >= 0 && naming == unit - 1 && !banned.get(naming)) {
      units.set(unit, units.get(unit).leaning());
      if (forced.get(unit)) {
        forced.or(forced(unit));
      }
    } else if (naming >= 0 && isWorth(naming, unit, banned, forced)) {
      forced.or(forced(naming));
    } else {
      banned.set(unit);
      forced.clear(unit);
    }
  }

  private int naming(int unit) {
    int naming = unit - 1;
    while (naming >= 0 && !definites.isNamedIn(units.get(naming).last(), units.get(unit).first())) {
      naming--;
    }
    return naming;
  }

  private boolean isWorth(int naming, int unit, BitSet banned, BitSet forced) {
    var both = forced(naming);
    boolean free = !both.intersects(banned) && !forced.get(naming);
    both.or(forced);
    int cost = both.stream().map(i -> units.get(i).cost()).sum();
    return free && means[naming] + means[unit] >= WORTH_BOTH && cost <= MUCH_LESS * wanted.steps();
  }

  private List<Integer> dangling(List<Integer> picked) {
    var lines = definites.dangling(said(picked));
    return picked.stream()
        .filter(i -> lines(units.get(i)).stream().anyMatch(lines::contains))
        .toList();
  }

  private List<Integer> withoutDangling(List<Integer> picked) {
    var left = new ArrayList<>(picked);
    for (var dangling = dangling(left); !dangling.isEmpty(); dangling = dangling(left)) {
      left.removeAll(dangling);
      left.removeIf(i -> units.get(i).leansBack() && i > 0 && !left.contains(i - 1));
    }
    return left;
  }

  private List<Integer> said(List<Integer> picked) {
    return picked.stream().flatMap(i -> lines(units.get(i)).stream()).toList();
  }

  private int cost(List<Integer> picked) {
    return picked.stream().mapToInt(i -> units.get(i).cost()).sum();
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
      if (words < wanted.words()) {
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
