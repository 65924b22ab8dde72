package dev.kinoloom.provider.offline;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Lines that are said together or not at all: a question and what follows it, an announcement and
 * what it announces.
 *
 * @param first index of its first line
 * @param last index of its last line
 * @param words of all
 * @param cost how long it takes to say, in steps of time; at least 1
 * @param leansBack cannot stand without the unit before it
 */
record Unit(int first, int last, int words, int cost, boolean leansBack) {

  /**
   * The units of an article, in order; an announcement of nothing, and what trails off into
   * nothing, is left out. {@code steps}: how many steps of time a line takes.
   */
  static List<Unit> of(List<Line> lines, ToDoubleFunction<Line> steps) {
    var units = new ArrayList<Unit>();
    for (int i = 0; i < lines.size(); i++) {
      int first = i;
      while (lines.get(i).leansOn() && i + 1 < lines.size() && i - first < 2) {
        i++;
      }
      if (!lines.get(i).text().matches("(?s).*(?::|…|\\.\\.\\.)[\"”’»]?")) {
        var said = lines.subList(first, i + 1);
        int words = said.stream().mapToInt(Line::words).sum();
        int cost = (int) Math.max(1, Math.round(said.stream().mapToDouble(steps).sum()));
        units.add(new Unit(first, i, words, cost, lines.get(first).leansBack()));
      }
    }
    return units;
  }

  /** The indices of its lines, in order. */
  List<Integer> lines() {
    return IntStream.rangeClosed(first, last).boxed().toList();
  }

  /** The indices of all lines of the units that were picked, in order. */
  static List<Integer> lines(List<Unit> units, List<Integer> picked) {
    return picked.stream().flatMap(i -> units.get(i).lines().stream()).toList();
  }

  /** The same, said only after the unit before it. */
  Unit leaning() {
    return new Unit(first, last, words, cost, true);
  }
}
