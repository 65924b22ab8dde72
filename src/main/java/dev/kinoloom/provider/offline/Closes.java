package dev.kinoloom.provider.offline;

import dev.kinoloom.provider.offline.Line.Lean;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which units of an article can be the last one said: whole thoughts, best the article's own last.
 */
final class Closes {
  private static final int TRIED = 8;
  private static final double END_OF_PARAGRAPH = 0.5;

  private final List<Line> lines;
  private final List<Unit> units;
  private final double[] means;

  /** {@code means}: how much each unit matters. */
  Closes(List<Line> lines, List<Unit> units, double[] means) {
    this.lines = lines;
    this.units = List.copyOf(units);
    this.means = means;
  }

  /** Their indices; none costs more than {@code most} with all that it leans on. */
  List<Integer> bestFirst(int most) {
    var able = new ArrayList<Integer>();
    for (boolean ownThought : List.of(true, false)) {
      IntStream.range(1, units.size())
          .filter(i -> ends(i) && isOwnThought(i) == ownThought && chained(i) <= most)
          .boxed()
          .sorted(Comparator.comparingDouble(this::value).reversed())
          .limit(TRIED)
          .forEach(able::add);
    }
    return able;
  }

  private double value(int unit) {
    return means[unit]
        - 0.3 * (units.size() - 1 - unit)
        + (endsParagraph(unit) ? END_OF_PARAGRAPH : 0);
  }

  private boolean endsParagraph(int unit) {
    return unit + 1 == units.size() || line(unit + 1).paragraph() != line(unit).paragraph();
  }

  /** Nothing has to follow it, and what follows in the article doesn't take it back. */
  private boolean ends(int unit) {
    boolean goesOn = !endsParagraph(unit) && line(unit + 1).lean() == Lean.POINTS;
    return !lines.get(units.get(unit).last()).leansOn() && !goesOn;
  }

  private boolean isOwnThought(int unit) {
    return line(unit).lean() != Lean.POINTS;
  }

  private Line line(int unit) {
    return lines.get(units.get(unit).first());
  }

  /** The cost of a unit and of all that it leans on. */
  private int chained(int unit) {
    int cost = units.get(unit).cost();
    for (int back = unit; back > 0 && units.get(back).leansBack(); back--) {
      cost += units.get(back - 1).cost();
    }
    return cost;
  }
}
