package dev.kinoloom.boot;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** What somebody may have meant who wrote a name that there isn't. */
final class NearestName {
  private NearestName() {}

  /** The known name that takes fewest changes, when these are few for its length. */
  static Optional<String> of(String wrong, Collection<String> known) {
    return known.stream()
        .min(Comparator.comparingInt(name -> changes(wrong, name)))
        .filter(name -> changes(wrong, name) <= few(wrong.length()));
  }

  private static int few(int letters) {
    return Math.max(1, Math.min(3, letters / 4));
  }

  /** Letters to be put in, taken out, replaced or swapped; upper and lower case are the same. */
  static int changes(String from, String to) {
    var a = from.toLowerCase(Locale.ROOT);
    var b = to.toLowerCase(Locale.ROOT);
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        d[i][j] = i == 0 || j == 0 ? i + j : step(d, a, b, i, j);
      }
    }
    return d[a.length()][b.length()];
  }

  private static int step(int[][] d, String a, String b, int i, int j) {
    int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int best = Math.min(replaced, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, d[i - 2][j - 2] + 1) : best;
  }
}
