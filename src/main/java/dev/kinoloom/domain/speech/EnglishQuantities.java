package dev.kinoloom.domain.speech;

import static dev.kinoloom.domain.speech.EnglishRule.NUMBER;

import dev.kinoloom.domain.speech.EnglishToken.Around;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Numbers with what is written onto them: signs, units, ranges, fractions, powers, ordinals. */
final class EnglishQuantities {
  private static final Map<String, String> FRACTIONS =
      Map.ofEntries(
          Map.entry("½", "half"),
          Map.entry("¼", "quarter"),
          Map.entry("¾", "three quarters"),
          Map.entry("⅓", "third"),
          Map.entry("⅔", "two thirds"),
          Map.entry("⅕", "fifth"),
          Map.entry("⅖", "two fifths"),
          Map.entry("⅗", "three fifths"),
          Map.entry("⅘", "four fifths"),
          Map.entry("⅙", "sixth"),
          Map.entry("⅛", "eighth"),
          Map.entry("⅜", "three eighths"),
          Map.entry("⅝", "five eighths"),
          Map.entry("⅞", "seven eighths"));
  private static final String VULGAR = "([½¼¾⅓⅔⅕⅖⅗⅘⅙⅛⅜⅝⅞])";

  static final List<EnglishRule> RULES =
      List.of(
          EnglishRule.of(
              "([\\d,]+)(?:st|nd|rd|th)", (m, a, o) -> EnglishNumbers.ordinal(m.group(1))),
          EnglishRule.of("(\\d+):(\\d+)", (m, a, o) -> pair(m, "to")),
          EnglishRule.of(
              "\\+?\\(?\\d{2,4}\\)?(?:-\\d{2,4}){2,4}|[2-9]\\d\\d-\\d{4}",
              EnglishQuantities::phone),
          EnglishRule.of(NUMBER + "\\^(-?)(\\d+)", EnglishQuantities::power),
          EnglishRule.of(
              NUMBER + "([^\\d.,-]*)-" + NUMBER + "([^\\d.,-]*)", EnglishQuantities::range),
          EnglishRule.of("(\\d*)" + VULGAR + "(.*)", EnglishQuantities::vulgar),
          EnglishRule.of("24/7|9/11", (m, a, o) -> pair(m.group().split("/"), "")),
          EnglishRule.of("(\\d{1,3})/(\\d{1,3})", EnglishQuantities::fraction),
          EnglishRule.of("\\d+(?:\\.\\d+){2,}", (m, a, o) -> EnglishNumbers.number(m.group())),
          EnglishRule.of("([~<>≈±+-])?" + NUMBER + "([^\\d,.]*)", EnglishQuantities::quantity),
          EnglishRule.of(
              "#(\\d+)",
              (m, a, o) ->
                  EnglishWords.joined(List.of("number"), EnglishNumbers.number(m.group(1)))));

  private EnglishQuantities() {}

  private static List<String> pair(Matcher m, String between) {
    return pair(new String[] {m.group(1), m.group(2)}, between);
  }

  private static List<String> pair(String[] numbers, String between) {
    return EnglishWords.joined(
        EnglishNumbers.number(numbers[0]), between, EnglishNumbers.number(numbers[1]));
  }

  /** Digit by digit, as nobody counts them. */
  private static List<String> phone(Matcher m, Around around, boolean opened) {
    if (m.group().matches("\\d+-\\d*00")) {
      return pair(m.group().split("-"), "to");
    }
    var plus = List.of(m.group().startsWith("+") ? "plus" : "");
    return EnglishWords.joined(plus, EnglishNumbers.digits(m.group().replaceAll("\\D", "")));
  }

  /** {@code 5–20%}, {@code 5%–20%}, {@code 11–32kg}: the unit is said once. */
  private static List<String> range(Matcher m, Around around, boolean opened) {
    var unit = m.group(4);
    var first = m.group(2).equals(unit) ? List.<String>of() : suffix(m.group(2), false, around);
    return EnglishWords.joined(
        EnglishNumbers.number(m.group(1)),
        first,
        rises(m.group(1), m.group(3)) ? "to" : "",
        EnglishNumbers.number(m.group(3)),
        suffix(unit, false, around));
  }

  /** "Boeing 747-400" is no range. */
  private static boolean rises(String from, String to) {
    return Double.parseDouble(from.replace(",", "")) <= Double.parseDouble(to.replace(",", ""));
  }

  private static List<String> vulgar(Matcher m, Around around, boolean opened) {
    var part = FRACTIONS.getOrDefault(m.group(2), "");
    var said = EnglishWords.split(part.contains(" ") ? part : "a " + part);
    var whole =
        m.group(1).isEmpty()
            ? List.<String>of()
            : EnglishWords.joined(EnglishNumbers.number(m.group(1)), "and");
    return EnglishWords.joined(whole, said, suffix(m.group(3), m.group(1).isEmpty(), around));
  }

  private static List<String> fraction(Matcher m, Around around, boolean opened) {
    int over = Integer.parseInt(m.group(2));
    int part = Integer.parseInt(m.group(1));
    if (part == 0 || part >= over || over > 20) {
      return part == over ? pair(m, "") : pair(m, "over");
    }
    String name =
        over == 2
            ? "half"
            : over == 4 ? "quarter" : String.join(" ", EnglishNumbers.ordinal(m.group(2)));
    return EnglishWords.joined(EnglishNumbers.cardinal(part), part == 1 ? name : name + "s");
  }

  private static List<String> power(Matcher m, Around around, boolean opened) {
    return EnglishWords.joined(
        EnglishNumbers.number(m.group(1)),
        EnglishWords.split("to the power of"),
        m.group(2).isEmpty() ? "" : "minus",
        EnglishNumbers.integer(m.group(3)));
  }

  private static List<String> quantity(Matcher m, Around around, boolean opened) {
    return EnglishWords.joined(
        EnglishWords.split(sign(m.group(1))),
        EnglishNumbers.number(m.group(2)),
        suffix(m.group(3), m.group(2).equals("1"), around));
  }

  private static List<String> suffix(String text, boolean one, Around around) {
    if (text.isEmpty()) {
      return List.of();
    }
    if (text.equals("x")) {
      return List.of("times");
    }
    if (text.equals("k") || EnglishScales.is(text) || (text.equals("m") && isCount(around))) {
      return List.of(EnglishScales.said(text));
    }
    return EnglishUnits.said(text, one).orElseGet(() -> EnglishLetters.pieces(text, around));
  }

  /** Of people there are millions, not meters. */
  private static boolean isCount(Around around) {
    return around
        .after()
        .matches(
            "people|users|homes|households|copies|visitors|passengers|tonnes|tons|jobs|cars|views|viewers"
                + "|vehicles|children|women|men|years|deaths|customers|subscribers");
  }

  /** What a sign before a number says. */
  static String sign(@Nullable String sign) {
    return switch (sign == null ? "" : sign) {
      case "-" -> "minus";
      case "+" -> "plus";
      case "±" -> "plus or minus";
      case "~", "≈" -> "about";
      case "<" -> "less than";
      case ">" -> "more than";
      default -> "";
    };
  }
}
