package dev.kinoloom.provider.offline;

import java.util.ArrayList;
import java.util.List;

/**
 * Lines that are said together or not at all: a question and what follows it, an announcement and
 * what it announces.
 *
 * @param first index of its first line
 * @param last index of its last line
 * @param words of all
 * @param leansBack cannot stand without the unit before it
 */
record Unit(int first, int last, int words, boolean leansBack) {

  /** The units of an article, in order; an announcement of nothing is left out. */
  static List<Unit> of(List<Line> lines) {
    var units = new ArrayList<Unit>();
    for (int i = 0; i < lines.size(); i++) {
      int first = i;
      int words = lines.get(i).words();
      while (lines.get(i).leansOn() && i + 1 < lines.size() && i - first < 2) {
        i++;
        words += lines.get(i).words();
      }
      if (!lines.get(i).text().endsWith(":")) {
        units.add(new Unit(first, i, words, lines.get(first).leansBack()));
      }
    }
    return units;
  }
}
