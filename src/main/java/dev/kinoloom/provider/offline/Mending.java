package dev.kinoloom.provider.offline;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * One way to say an opening and a close and the worthiest between them, mended until nothing is
 * said that needs what is left out: a unit that speaks of something which was left out is said with
 * the unit that names it, if both matter enough, or not at all.
 */
final class Mending {
  private static final int ROUNDS = 12;

  /** A unit is brought in for another's sake only when together they matter so much. */
  private static final double WORTH_BOTH = 0.9;

  /** The share of all that units which must be said may take. */
  private static final double MOST_FORCED = 0.8;

  private final List<Unit> units;
  private final double[] means;
  private final Definites definites;
  private final int least;
  private final int most;
  private final BitSet forced = new BitSet();
  private final BitSet banned = new BitSet();

  /**
   * {@code means}: how much each unit matters; {@code least} and {@code most}: what all that is
   * said may cost.
   */
  Mending(List<Unit> units, double[] means, Definites definites, int least, int most) {
    this.units = new ArrayList<>(units);
    this.means = means.clone();
    this.definites = definites;
    this.least = least;
    this.most = most;
  }

  /**
   * The indices of the units to say, in order. Both {@code opening} and {@code close} are said, if
   * that can be, and nothing after the close; -1: none is wanted.
   */
  List<Integer> pick(Selection.Worth worth, int opening, int close) {
    if (close >= 0) {
      banned.set(close + 1, units.size());
    }
    force(opening);
    force(close);
    var picked = List.<Integer>of();
    for (int round = 0; round < ROUNDS; round++) {
      picked = Selection.of(units, worth, new Selection.Bounds(forced, banned, least, most));
      var dangling = dangling(picked);
      if (dangling.isEmpty()) {
        break;
      }
      dangling.forEach(this::mend);
    }
    return withoutDangling(picked);
  }

  /** Said with the unit that names what it speaks of, if both matter enough, or not at all. */
  private void mend(int unit) {
    int naming = naming(unit);
    if (naming >= 0 && naming == unit - 1 && !banned.get(naming)) {
      units.set(unit, units.get(unit).leaning());
      if (forced.get(unit)) {
        force(unit);
      }
    } else if (naming >= 0 && isWorth(naming, unit)) {
      force(naming);
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

  private boolean isWorth(int naming, int unit) {
    var both = withAllBefore(naming);
    boolean free = !both.intersects(banned) && !forced.get(naming);
    both.or(forced);
    int cost = both.stream().map(i -> units.get(i).cost()).sum();
    return free && means[naming] + means[unit] >= WORTH_BOTH && cost <= MOST_FORCED * most;
  }

  private void force(int unit) {
    if (unit >= 0) {
      forced.or(withAllBefore(unit));
    }
  }

  /** The unit and those that it leans on. */
  private BitSet withAllBefore(int unit) {
    var all = new BitSet();
    all.set(unit);
    for (int back = unit; back > 0 && units.get(back).leansBack(); back--) {
      all.set(back - 1);
    }
    return all;
  }

  private List<Integer> dangling(List<Integer> picked) {
    var lines = definites.dangling(Unit.lines(units, picked));
    return picked.stream()
        .filter(i -> units.get(i).lines().stream().anyMatch(lines::contains))
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
}
