package dev.kinoloom.provider.offline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Picks the units that together are worth most within a number of words. Exact: a knapsack over the
 * units in their order, where a unit that leans back needs the one before it, and some must be in.
 */
final class Selection {
  private static final double NEVER = Double.NEGATIVE_INFINITY;

  private final List<Unit> units;
  private final double[] alone;
  private final double[] alongside;
  private final BitSet forced;
  private final int most;

  /** How the best way to each number of words came about: from a unit that was taken, or not. */
  private final List<BitSet> skippedAfterTaken = new ArrayList<>();

  private final List<BitSet> takenAfterTaken = new ArrayList<>();
  private double[] skipped;
  private double[] taken;

  private Selection(List<Unit> units, Worth worth, BitSet forced, int most) {
    this.units = units;
    this.alone = worth.alone();
    this.alongside = worth.alongside();
    this.forced = forced;
    this.most = most;
    this.skipped = new double[most + 1];
    this.taken = new double[most + 1];
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
   * The indices of the units to say, in order: of all ways to say {@code least} to {@code most}
   * words the worthiest; if there is none, of all ways to say fewer the longest. Empty when the
   * forced units don't fit.
   */
  static List<Integer> of(List<Unit> units, Worth worth, BitSet forced, int least, int most) {
    return new Selection(units, worth, forced, most).pick(least);
  }

  private List<Integer> pick(int least) {
    Arrays.fill(skipped, NEVER);
    Arrays.fill(taken, NEVER);
    skipped[0] = 0;
    for (int i = 0; i < units.size(); i++) {
      weigh(i);
    }
    int words = bestLength(least);
    return words < 0 ? List.of() : trace(words);
  }

  private void weigh(int i) {
    var unit = units.get(i);
    var nextSkipped = new double[most + 1];
    var nextTaken = new double[most + 1];
    var skippedFrom = new BitSet();
    var takenFrom = new BitSet();
    for (int words = 0; words <= most; words++) {
      boolean afterTaken = taken[words] > skipped[words];
      skippedFrom.set(words, afterTaken);
      nextSkipped[words] = forced.get(i) ? NEVER : Math.max(taken[words], skipped[words]);

      int before = words - unit.words();
      if (before < 0) {
        nextTaken[words] = NEVER;
      } else {
        boolean needsTaken = unit.leansBack() && i > 0;
        boolean fromTaken = needsTaken || taken[before] + alongside[i] > skipped[before] + alone[i];
        takenFrom.set(words, fromTaken);
        nextTaken[words] = fromTaken ? taken[before] + alongside[i] : skipped[before] + alone[i];
      }
    }
    skippedAfterTaken.add(skippedFrom);
    takenAfterTaken.add(takenFrom);
    skipped = nextSkipped;
    taken = nextTaken;
  }

  private int bestLength(int least) {
    int best = -1;
    for (int words = most; words >= least; words--) {
      if (value(words) > (best < 0 ? NEVER : value(best))) {
        best = words;
      }
    }
    for (int words = least - 1; words > 0 && best < 0; words--) {
      if (value(words) > NEVER) {
        best = words;
      }
    }
    return best;
  }

  private double value(int words) {
    return Math.max(taken[words], skipped[words]);
  }

  private List<Integer> trace(int length) {
    var picked = new ArrayList<Integer>();
    int words = length;
    boolean isTaken = taken[words] > skipped[words];
    for (int i = units.size() - 1; i >= 0; i--) {
      if (isTaken) {
        picked.add(0, i);
        isTaken = takenAfterTaken.get(i).get(words);
        words -= units.get(i).words();
      } else {
        isTaken = skippedAfterTaken.get(i).get(words);
      }
    }
    return picked;
  }
}
