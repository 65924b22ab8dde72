package dev.kinoloom.domain.speech;

import dev.kinoloom.domain.speech.EnglishToken.Around;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What abbreviations stand for, by what stands around them: "St. Paul", "Main St.". */
final class EnglishAbbreviations {
  private static final Pattern INITIALS = Pattern.compile("(?:[A-Za-z]\\.)*[A-Za-z]");
  private static final Map<String, List<Meaning>> MEANINGS =
      WordTable.read("english-abbreviations.txt", 3).stream()
          .collect(
              Collectors.groupingBy(
                  row -> row.get(0),
                  Collectors.mapping(
                      row -> new Meaning(row.get(1), List.of(row.get(2).split(" "))),
                      Collectors.toList())));

  private record Meaning(String when, List<String> said) {
    boolean fits(String core, boolean dotted, Around around) {
      boolean name = !around.ends() && isCapital(around.after());
      return switch (when) {
        case "bare" -> name && (dotted || isCapital(core));
        case "name" -> dotted && name;
        case "number" -> dotted && !around.ends() && around.after().matches("[#$€£]?\\d.*");
        case "count" -> dotted && around.before().matches(".*\\d");
        case "place" ->
            dotted && (isCapital(around.before()) || around.before().matches("\\d+\\D+"));
        default -> dotted;
      };
    }
  }

  private EnglishAbbreviations() {}

  /** A point after {@code core} may be part of it. */
  static boolean mayBe(String core) {
    return INITIALS.matcher(core).matches() || MEANINGS.containsKey(key(core));
  }

  /** What {@code core} stands for there; {@code dotted}: a point follows it. */
  static Optional<List<String>> said(String core, boolean dotted, Around around) {
    return MEANINGS.getOrDefault(key(core), List.of()).stream()
        .filter(meaning -> meaning.fits(core, dotted, around))
        .findFirst()
        .map(Meaning::said);
  }

  private static String key(String core) {
    return core.toLowerCase(Locale.ROOT);
  }

  private static boolean isCapital(String word) {
    return !word.isEmpty() && Character.isUpperCase(word.charAt(0));
  }
}
