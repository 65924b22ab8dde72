package dev.kinoloom.domain.speech;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Finds which pause in the sound is which break in the text: the matching (in order, not all need
 * one) that best explains how long each phrase took, by dynamic programming.
 */
final class PhraseMatch {
  /** How many breaks or pauses in a row may be left without a partner. */
  private static final int LOOK_BACK = 12;

  /** A break at which nobody paused. */
  private static final double UNPAUSED = 0.35;

  /** A second of pause that no break explains. */
  private static final double UNEXPLAINED_SECOND = 2.5;

  private final SpokenLength length;
  private final VoicedClock clock;
  private final List<Integer> breaks = new ArrayList<>();
  private final double[] estimated;

  /**
   * A place known in both.
   *
   * @param word begins there
   * @param voiced the voiced time
   */
  record Anchor(int word, double voiced) {}

  PhraseMatch(SpokenLength length, VoicedClock clock) {
    this.length = length;
    this.clock = clock;
    this.estimated = new double[length.seconds().size() + 1];
    for (int i = 0; i < length.seconds().size(); i++) {
      estimated[i + 1] = estimated[i] + length.seconds().get(i);
    }
    for (int i = 0; i + 1 < length.breaks().size(); i++) {
      // at both ends of the text the sound's own ends are the anchors
      boolean inside = estimated[i + 1] > 0 && estimated[i + 1] < estimated[estimated.length - 1];
      if (length.breaks().get(i) && inside) {
        breaks.add(i + 1);
      }
    }
  }

  /** From the start to the end of the text; at least those two. */
  List<Anchor> anchors() {
    // row and column 0 are the start, the last ones the end; between them breaks and pauses
    int rows = breaks.size() + 2;
    int columns = clock.pauses() + 2;
    double[][] cost = new double[rows][columns];
    int[][] from = new int[rows][columns];
    for (double[] row : cost) {
      Arrays.fill(row, Double.POSITIVE_INFINITY);
    }
    cost[0][0] = 0;
    for (int row = 1; row < rows; row++) {
      for (int column = 1; column < columns; column++) {
        if (row == rows - 1 == (column == columns - 1)) {
          best(row, column, cost, from);
        }
      }
    }
    return walkBack(from, cost[rows - 1][columns - 1]);
  }

  private void best(int row, int column, double[][] cost, int[][] from) {
    for (int r = Math.max(0, row - LOOK_BACK); r < row; r++) {
      for (int c = Math.max(0, column - LOOK_BACK); c < column; c++) {
        double sum = cost[r][c] + step(r, c, row, column);
        if (sum < cost[row][column]) {
          cost[row][column] = sum;
          from[row][column] = r * cost[0].length + c;
        }
      }
    }
  }

  /** What it costs to believe that this stretch of sound is that phrase. */
  private double step(int r, int c, int row, int column) {
    double scale = clock.total() / Math.max(0.001, estimated[estimated.length - 1]);
    double wanted = (estimated[word(row)] - estimated[word(r)]) * scale / 1000;
    double took = (voiced(column) - voiced(c)) / 1000;
    double misfit = Math.abs(Math.log((took + 0.15) / (wanted + 0.15)));
    double unexplained = 0;
    for (int pause = c; pause < column - 1; pause++) {
      unexplained += clock.pauseMillis(pause) / 1000.0;
    }
    return misfit * Math.sqrt(1 + wanted)
        + (row - r - 1) * UNPAUSED
        + unexplained * UNEXPLAINED_SECOND;
  }

  private List<Anchor> walkBack(int[][] from, double cost) {
    int row = from.length - 1;
    int column = from[0].length - 1;
    var anchors = new ArrayList<>(List.of(new Anchor(word(row), voiced(column))));
    while (row > 0 && cost < Double.POSITIVE_INFINITY) {
      int before = from[row][column];
      row = before / from[0].length;
      column = before % from[0].length;
      anchors.add(new Anchor(word(row), voiced(column)));
    }
    if (row > 0) {
      // far more pauses than breaks, or the other way round: only the ends are known
      anchors.add(new Anchor(0, 0));
    }
    Collections.reverse(anchors);
    return anchors;
  }

  private int word(int row) {
    return row == 0 ? 0 : row <= breaks.size() ? breaks.get(row - 1) : length.seconds().size();
  }

  private double voiced(int column) {
    return column == 0 ? 0 : column <= clock.pauses() ? clock.pausedAt(column - 1) : clock.total();
  }
}
