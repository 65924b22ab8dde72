package dev.kinoloom.provider.offline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts a row of lines into scenes of one thought each: about seven seconds, 4 to 12 where sentences
 * allow, rather at the end of a section or paragraph than within. The cheapest cut of all, found by
 * going through the ends (as Knuth and Plass break paragraphs into lines).
 */
final class SceneCuts {
  private static final double IDEAL_SECONDS = 7;
  private static final double SHORTEST = 4;
  private static final double LONGEST = 12;
  private static final int LINES_IN_A_SCENE = 8;
  private static final int MOST_SCENES = 300;

  /**
   * A line as far as cutting goes.
   *
   * @param seconds it takes to say
   * @param gap the cost of a scene that goes on from the line before to this one
   * @param bond the cost of a cut between the line before and this one
   */
  record Piece(double seconds, double gap, double bond) {}

  private final List<Piece> pieces;
  private final double ideal;

  private SceneCuts(List<Piece> pieces, double ideal) {
    this.pieces = pieces;
    this.ideal = ideal;
  }

  /** The number of lines in each scene, in order; at most {@value #MOST_SCENES} scenes. */
  static List<Integer> of(List<Piece> pieces) {
    double ideal = IDEAL_SECONDS;
    var cuts = new SceneCuts(pieces, ideal).cut();
    while (cuts.size() > MOST_SCENES && ideal < 100_000) {
      ideal *= 1.25;
      cuts = new SceneCuts(pieces, ideal).cut();
    }
    return cuts;
  }

  private List<Integer> cut() {
    var cost = new double[pieces.size() + 1];
    var start = new int[pieces.size() + 1];
    Arrays.fill(cost, Double.POSITIVE_INFINITY);
    cost[0] = 0;
    int longest = (int) Math.ceil(LINES_IN_A_SCENE * ideal / IDEAL_SECONDS);
    for (int end = 1; end <= pieces.size(); end++) {
      for (int first = end - 1; first >= Math.max(0, end - longest); first--) {
        double total = cost[first] + scene(first, end);
        if (total < cost[end]) {
          cost[end] = total;
          start[end] = first;
        }
      }
    }
    var sizes = new ArrayList<Integer>();
    for (int end = pieces.size(); end > 0; end = start[end]) {
      sizes.add(0, end - start[end]);
    }
    return sizes;
  }

  private double scene(int first, int end) {
    double seconds = 0;
    double cost = first > 0 ? pieces.get(first).bond() : 0;
    for (int i = first; i < end; i++) {
      seconds += pieces.get(i).seconds();
      cost += i > first ? pieces.get(i).gap() : 0;
    }
    double off = (seconds - ideal) / ideal;
    double shortest = SHORTEST * ideal / IDEAL_SECONDS;
    double longest = LONGEST * ideal / IDEAL_SECONDS;
    double outside = Math.max(0, shortest - seconds) + Math.max(0, seconds - longest);
    return cost + 2 * off * off + 2 * outside;
  }
}
