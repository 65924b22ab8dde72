package dev.kinoloom.provider.drawn;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Finds three or more things that a sentence counts up. */
final class Enumerations {
  private static final Pattern COUNTED_UP =
      Pattern.compile(
          "(?::|\\bsuch as|\\bincluding|\\bnamely|\\bnämlich|\\bcomme)\\s+([^.;:!?]{8,160})");
  private static final Pattern PARTED =
      Pattern.compile(
          ",\\s*(?:and|or|und|oder|et|ou|y|o)\\s+|,\\s*|\\s+(?:and|or|und|oder|et|ou|y)\\s+");
  private static final int MOST_WORDS = 4;

  private Enumerations() {}

  /** The things, or none. */
  static List<String> in(String text) {
    return COUNTED_UP
        .matcher(text)
        .results()
        .map(m -> Arrays.stream(PARTED.split(m.group(1))).map(Wording::bare).toList())
        .filter(Enumerations::isList)
        .findFirst()
        .map(items -> items.stream().map(Enumerations::capitalised).toList())
        .orElse(List.of());
  }

  private static boolean isList(List<String> items) {
    return items.size() >= 3
        && items.size() <= 6
        && items.stream().allMatch(i -> !i.isBlank() && Wording.words(i).size() <= MOST_WORDS);
  }

  private static String capitalised(String item) {
    int first = item.offsetByCodePoints(0, 1);
    return new StringBuilder()
        .appendCodePoint(Character.toTitleCase(item.codePointAt(0)))
        .append(item, first, item.length())
        .toString();
  }
}
