package dev.kinoloom.domain.speech;

import dev.kinoloom.domain.speech.EnglishToken.Around;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Dates, years, decades and times of day. */
final class EnglishDates {
  private static final String YEAR = "(1\\d\\d\\d|20\\d\\d)";
  private static final String[] MONTHS =
      "january february march april may june july august september october november december"
          .split(" ");
  private static final Set<String> BEFORE_YEARS =
      words(
          """
          in since by until till from of year before after around circa early late mid to spring summer
          autumn fall winter and between during january february march april may june july august
          september october november december jan feb mar apr jun jul aug sep sept oct nov dec
          """);
  private static final Set<String> AFTER_YEARS =
      words("was saw brought marked BC AD BCE CE B.C A.D B.C.E C.E");
  private static final Set<String> BEFORE_COUNTS =
      words(
          """
          about over nearly almost some than least most approximately roughly only exactly another up
          costs cost weighs weigh weighed has have had holds held counted needs all
          """);
  private static final Set<String> COUNTED = words("people men women children m g V W t h l");

  static final List<EnglishRule> RULES =
      List.of(
          EnglishRule.of(
              "(\\d{4})-(\\d\\d)-(\\d\\d)",
              (m, a, o) -> date(m, m.group(1), m.group(2), m.group(3), a)),
          EnglishRule.of(
              "(\\d\\d?)\\.(\\d\\d?)\\." + YEAR,
              (m, a, o) -> date(m, m.group(3), m.group(2), m.group(1), a)),
          EnglishRule.of("(\\d\\d?)/(\\d\\d?)/" + YEAR, EnglishDates::slashed),
          EnglishRule.of("'?([1-9]\\d(?:\\d0)?)'?s", EnglishDates::decade),
          EnglishRule.of(
              "([01]?\\d|2[0-3]):([0-5]\\d)(?::([0-5]\\d))?([ap]m)?", EnglishDates::time),
          EnglishRule.of("(1[0-2]|[1-9])([ap]m)", EnglishDates::hour),
          EnglishRule.of(YEAR + "[-/](1\\d\\d\\d|20\\d\\d|\\d\\d)", EnglishDates::years),
          EnglishRule.of(YEAR, EnglishDates::maybeYear));

  private EnglishDates() {}

  private static List<String> date(
      Matcher m, String year, String month, String day, Around around) {
    int number = Integer.parseInt(month);
    if (number < 1 || number > 12 || Integer.parseInt(day) < 1 || Integer.parseInt(day) > 31) {
      return EnglishLetters.pieces(m.group(), around);
    }
    return EnglishWords.joined(
        List.of(MONTHS[number - 1]),
        EnglishNumbers.ordinal(day.replaceFirst("^0", "")),
        EnglishNumbers.year(Integer.parseInt(year)));
  }

  /** Whether the day or the month comes first is told only when one of them can be no month. */
  private static List<String> slashed(Matcher m, Around around, boolean opened) {
    int first = Integer.parseInt(m.group(1));
    int second = Integer.parseInt(m.group(2));
    if (first > 12 && second <= 12) {
      return date(m, m.group(3), m.group(2), m.group(1), around);
    }
    if (second > 12 && first <= 12) {
      return date(m, m.group(3), m.group(1), m.group(2), around);
    }
    return EnglishWords.joined(
        part(m.group(1)),
        "slash",
        part(m.group(2)),
        "slash",
        EnglishNumbers.year(Integer.parseInt(m.group(3))));
  }

  private static List<String> part(String digits) {
    boolean zero = digits.startsWith("0") && digits.length() > 1;
    return zero
        ? EnglishWords.joined(List.of("oh"), EnglishNumbers.integer(digits.substring(1)))
        : EnglishNumbers.integer(digits);
  }

  private static List<String> decade(Matcher m, Around around, boolean opened) {
    return EnglishNumbers.decade(Integer.parseInt(m.group(1)));
  }

  private static List<String> time(Matcher m, Around around, boolean opened) {
    var hour = EnglishNumbers.cardinal(Long.parseLong(m.group(1)));
    String minutes = m.group(2);
    String half = m.group(4);
    if (m.group(3) != null) {
      return EnglishWords.joined(
          hour, part(minutes), "and", EnglishNumbers.integer(m.group(3)), "seconds");
    }
    if (minutes.equals("00")) {
      boolean named = half != null || around.after().matches("(?i)[ap]\\.?m.*");
      return EnglishWords.joined(hour, named ? "" : "o'clock", half(half));
    }
    return EnglishWords.joined(hour, part(minutes), half(half));
  }

  private static List<String> hour(Matcher m, Around around, boolean opened) {
    return EnglishWords.joined(EnglishNumbers.integer(m.group(1)), half(m.group(2)));
  }

  /** {@code am}, {@code pm}, or null; after a time. */
  static List<String> half(@Nullable String written) {
    if (written == null) {
      return List.of();
    }
    return List.of(written.toLowerCase(Locale.ROOT).startsWith("a") ? "ay" : "p", "m");
  }

  private static List<String> years(Matcher m, Around around, boolean opened) {
    String last = m.group(2);
    int to = Integer.parseInt(last);
    return EnglishWords.joined(
        EnglishNumbers.year(Integer.parseInt(m.group(1))),
        "to",
        last.length() == 2 ? EnglishNumbers.number(last) : EnglishNumbers.year(to));
  }

  private static List<String> maybeYear(Matcher m, Around around, boolean opened) {
    int number = Integer.parseInt(m.group(1));
    boolean year =
        opened
            || (BEFORE_YEARS.contains(around.before().toLowerCase(Locale.ROOT))
                && !isCounted(around))
            || AFTER_YEARS.contains(around.after())
            || around.before().matches("\\d{1,2}(st|nd|rd|th)?")
            || (number % 100 != 0 && !isCounted(around));
    return year ? EnglishNumbers.year(number) : EnglishNumbers.integer(m.group(1));
  }

  /** What is counted stands in the plural or is a unit. */
  private static boolean isCounted(Around around) {
    var after = around.after();
    boolean plural = after.matches("[a-z]{3,}s") && !after.matches("was|has|.*(?:ss|us|is)");
    return plural
        || COUNTED.contains(after)
        || EnglishScales.is(after)
        || EnglishUnits.standing(after, new Around("2", "", false, false)).isPresent()
        || BEFORE_COUNTS.contains(around.before().toLowerCase(Locale.ROOT));
  }

  private static Set<String> words(String list) {
    return Set.copyOf(List.of(list.strip().split("\\s+")));
  }
}
