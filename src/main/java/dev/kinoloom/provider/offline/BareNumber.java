package dev.kinoloom.provider.offline;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells whether an English sentence gives a number of something that it doesn't name: "They expect
 * 10,000 by 2030". Of what, the sentence before it says.
 */
final class BareNumber {
  private static final Pattern COUNT = Pattern.compile("\\d{1,3}(?:,\\d{3})+|\\d+");
  private static final Set<String> AFTER =
      words(
          """
          by in on at until before after from since for were was are is have had will would could may
          can did do of to per each every last this next today now then and but or when while as
          """);

  /** What stands before a number that is a date, a label, a place in a row, or a known amount. */
  private static final Set<String> BEFORE =
      words(
          """
          in on at of to from by since until till between and or about around before after for than
          is was are were equals number no nos page chapter figure table part type version route
          flight room january february march april may june july august september october november
          december jan feb mar apr jun jul aug sep sept oct nov dec early late mid the year minus plus
          """);

  private BareNumber() {}

  /** {@code sentence} does. */
  static boolean isIn(String sentence) {
    var words = List.of(sentence.split("\\s+"));
    for (int i = 0; i < words.size(); i++) {
      boolean counts = COUNT.matcher(bare(words.get(i))).matches() && !signed(words.get(i));
      if (counts && isBare(words, i)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isBare(List<String> words, int i) {
    boolean ends = i + 1 == words.size() || !words.get(i).matches(".*\\d[\"”’)]*");
    boolean alone = ends || AFTER.contains(bare(words.get(i + 1)));
    if (i == 0) {
      return alone && !ends && !looksLikeYear(words.get(i));
    }
    var before = words.get(i - 1);
    boolean named = Character.isUpperCase(before.codePointAt(0)) && i > 1;
    return alone && !named && !before.matches(".*[,;:]") && !BEFORE.contains(bare(before));
  }

  private static boolean looksLikeYear(String word) {
    return bare(word).matches("1[0-9]\\d\\d|20\\d\\d");
  }

  private static boolean signed(String word) {
    return word.matches(".*[$€£¥%°].*");
  }

  private static String bare(String word) {
    return word.toLowerCase(Locale.ROOT).replaceAll("^[(\"“‘]+|[.,;:!?…\"”’)]+$", "");
  }

  private static Set<String> words(String list) {
    return Set.copyOf(List.of(list.strip().split("\\s+")));
  }
}
