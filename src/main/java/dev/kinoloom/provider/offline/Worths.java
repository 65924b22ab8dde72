package dev.kinoloom.provider.offline;

import java.util.BitSet;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What the units of an article are worth to somebody who hears the others too: how much each
 * matters, less what it repeats (maximal marginal relevance, Carbonell and Goldstein 1998).
 */
final class Worths {
  private static final double REPETITION = 0.6;

  private final List<Line> lines;
  private final Terms terms;
  private final List<Unit> units;
  private final double[] means;

  /** {@code means}: how much each unit matters by itself. */
  Worths(List<Line> lines, Terms terms, List<Unit> units, double[] means) {
    this.lines = lines;
    this.terms = terms;
    this.units = List.copyOf(units);
    this.means = means.clone();
  }

  /**
   * What each unit adds to those that matter more than it; only as many of them count as {@code
   * most} words hold, so that the rest aren't measured against what nobody hears.
   */
  Selection.Worth within(double most) {
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
      if (words < most) {
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
    return lines.get(units.get(unit).first());
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
    for (int i = a.first(); i <= a.last(); i++) {
      for (int j = b.first(); j <= b.last(); j++) {
        most = Math.max(most, terms.alike(i, j));
      }
    }
    return most;
  }
}
