package dev.kinoloom.provider.offline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Picks the units that together are worth most within a length of time. Exact: a knapsack over the
 * units in their order, where a unit that leans back needs the one before it, and some must be in.
 */
final class Selection {
  private static final double NEVER = Double.NEGATIVE_INFINITY;

  private final List<Unit> units;
  private final double[] alone;
  private final double[] alongside;
  private final Bounds bounds;

  /** How the best way to each length of time came about: from a unit that was taken, or not. */
  private final List<BitSet> skippedAfterTaken = new ArrayList<>();

  private final List<BitSet> takenAfterTaken = new ArrayList<>();
  private double[] skipped;
  private double[] taken;

  private Selection(List<Unit> units, Worth worth, Bounds bounds) {
    this.units = units;
    this.alone = worth.alone();
    this.alongside = worth.alongside();
    this.bounds = bounds;
    this.skipped = new double[bounds.most() + 1];
    this.taken = new double[bounds.most() + 1];
  }

  /**
   * What each unit is worth.
   *
   * @param alone when the unit before it is not said
   * @param alongside when it is
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Worth(double[] alone, double[] alongside) {}

  /**
   * What may be picked.
   *
   * @param forced is in
   * @param banned is not
   * @param least cost, where there is a way
   * @param most cost
   */
  record Bounds(BitSet forced, BitSet banned, int least, int most) {}

  /**
   * The indices of the units to say, in order: of all ways to say {@code least} to {@code most}
   * cost the worthiest; if there is none, of all ways to say fewer the longest. Empty when the
   * forced units don't fit.
   */
  static List<Integer> of(List<Unit> units, Worth worth, Bounds bounds) {
    return new Selection(units, worth, bounds).pick(bounds.least());
  }

  private List<Integer> pick(int least) {
    Arrays.fill(skipped, NEVER);
    Arrays.fill(taken, NEVER);
    skipped[0] = 0;
    for (int i = 0; i < units.size(); i++) {
      weigh(i);
    }
    int cost = bestLength(least);
    return cost < 0 ? List.of() : trace(cost);
  }

  private void weigh(int i) {
    var unit = units.get(i);
    var nextSkipped = new double[bounds.most() + 1];
    var nextTaken = new double[bounds.most() + 1];
    var skippedFrom = new BitSet();
    var takenFrom = new BitSet();
    for (int cost = 0; cost <= bounds.most(); cost++) {
      boolean afterTaken = taken[cost] > skipped[cost];
      skippedFrom.set(cost, afterTaken);
      nextSkipped[cost] = bounds.forced().get(i) ? NEVER : Math.max(taken[cost], skipped[cost]);

      int before = cost - unit.cost();
      if (before < 0 || bounds.banned().get(i)) {
        nextTaken[cost] = NEVER;
      } else {
        boolean needsTaken = unit.leansBack() && i > 0;
        boolean fromTaken = needsTaken || taken[before] + alongside[i] > skipped[before] + alone[i];
        takenFrom.set(cost, fromTaken);
        nextTaken[cost] = fromTaken ? taken[before] + alongside[i] : skipped[before] + alone[i];
      }
    }
    skippedAfterTaken.add(skippedFrom);
    takenAfterTaken.add(takenFrom);
    skipped = nextSkipped;
    taken = nextTaken;
  }

  private int bestLength(int least) {
    int best = -1;
    for (int cost = bounds.most(); cost >= least; cost--) {
      if (value(cost) > (best < 0 ? NEVER : value(best))) {
        best = cost;
      }
    }
    for (int cost = least - 1; cost > 0 && best < 0; cost--) {
      if (value(cost) > NEVER) {
        best = cost;
      }
    }
    return best;
  }

  private double value(int cost) {
    return Math.max(taken[cost], skipped[cost]);
  }

  private List<Integer> trace(int length) {
    var picked = new ArrayList<Integer>();
    int cost = length;
    boolean isTaken = taken[cost] > skipped[cost];
    for (int i = units.size() - 1; i >= 0; i--) {
      if (isTaken) {
        picked.add(0, i);
        isTaken = takenAfterTaken.get(i).get(cost);
        cost -= units.get(i).cost();
      } else {
        isTaken = skippedAfterTaken.get(i).get(cost);
      }
    }
    return picked;
  }
}
