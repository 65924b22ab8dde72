package dev.kinoloom.provider.drawn;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The places where a text may be broken into lines, and the best of them. */
final class Breaks {
  /** How wide a part of the text is. */
  @FunctionalInterface
  interface Width {
    double of(int from, int to);
  }

  private static final int MOST = 60;
  private final int[] places;

  Breaks(String text, Locale locale) {
    var breaker = BreakIterator.getLineInstance(locale);
    breaker.setText(text);
    var found = new ArrayList<Integer>();
    for (int at = breaker.first(); at != BreakIterator.DONE; at = breaker.next()) {
      found.add(at);
    }
    places = found.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * The ends of {@code count} lines, none wider than {@code widest}, with the least sum of squares
   * of what lines fall short of the widest; empty when there are none.
   */
  List<Integer> evened(int count, double widest, Width width) {
    int last = places.length - 1;
    if (last < count || last > MOST) {
      return List.of();
    }
    var cost = new double[count + 1][last + 1];
    var before = new int[count + 1][last + 1];
    Arrays.stream(cost).forEach(row -> Arrays.fill(row, Double.POSITIVE_INFINITY));
    cost[0][0] = 0;
    for (int to = 1; to <= last; to++) {
      for (int from = to - 1; from >= 0; from--) {
        double slack = widest - width.of(places[from], places[to]);
        if (slack < 0) {
          break;
        }
        for (int line = 1; line <= count; line++) {
          double sum = cost[line - 1][from] + slack * slack;
          if (sum < cost[line][to]) {
            cost[line][to] = sum;
            before[line][to] = from;
          }
        }
      }
    }
    return cost[count][last] == Double.POSITIVE_INFINITY ? List.of() : ends(before, count, last);
  }

  private List<Integer> ends(int[][] before, int count, int last) {
    var ends = new ArrayList<Integer>();
    int at = last;
    for (int line = count; line > 0; line--) {
      ends.add(0, places[at]);
      at = before[line][at];
    }
    return ends;
  }
}
