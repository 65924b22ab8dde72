package dev.kinoloom.provider.drawn;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Finds the numbers of a text that are worth being shown, with what they count. */
final class Figures {
  /**
   * A number with its meaning.
   *
   * @param number as shown, e.g. {@code $1,200} or {@code 90%}
   * @param unit what it counts; may be empty
   * @param value of the number, scaled words included
   * @param share 0 to 1 when part of a whole, otherwise negative
   * @param weight how much it matters; from 2 on it can carry a scene
   * @param start where it stands in the text
   */
  record Figure(String number, String unit, double value, double share, int weight, int start) {
    /** The number without signs. */
    String digits() {
      return number.replaceAll("[^\\d.,  ' ]", "").strip();
    }

    /** Of the same kind, so that both can be drawn on one scale. */
    boolean isComparableTo(Figure other) {
      boolean bothShares = share >= 0 && other.share >= 0;
      boolean sameUnit = !unit.isEmpty() && unit.equals(other.unit);
      boolean sameMoney =
          !Character.isDigit(number.charAt(0)) && number.charAt(0) == other.number.charAt(0);
      return bothShares || (share < 0 && other.share < 0 && (sameUnit || sameMoney));
    }
  }

  private static final Pattern NUMBER =
      Pattern.compile(
          "(?<![\\p{L}\\d.,:/-])([$€£¥₹])?\\s?"
              + "(\\d{1,3}(?:[,\u202F\u00A0' ]\\d{3})+(?:\\.\\d+)?|\\d{1,9}(?:[.,]\\d{1,4})?)"
              + "(?![\\d:/]|[.,]\\d|-\\d)"
              + "(\\s?(?:%|percent\\b|per cent\\b|Prozent\\b|pour cent\\b|por ciento\\b))?"
              + "(\\s?°\\s?[CF]?\\b)?"
              + "([\\s-](?:thousand|million|billion|trillion|Millionen|Milliarden|millions|milliards"
              + "|millones)\\b)?");
  private static final Pattern ONE_IN =
      Pattern.compile(
          "\\b(?i:one in|1 in) (two|three|four|five|six|seven|eight|nine|ten|\\d\\d?)\\b");
  private static final List<String> SPELLED =
      List.of("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten");
  private static final Map<String, Double> SCALES =
      Map.of(
          "thousand",
          1e3,
          "million",
          1e6,
          "billion",
          1e9,
          "trillion",
          1e12,
          "millionen",
          1e6,
          "milliarden",
          1e9,
          "millions",
          1e6,
          "milliards",
          1e9,
          "millones",
          1e6);
  private static final Set<String> UNITS =
      Set.copyOf(
          List.of(
              ("metres meters kilometres kilometers centimetres centimeters millimetres km m cm mm"
                      + " miles feet inches kilograms kg tonnes tons grams litres liters hours minutes"
                      + " seconds days weeks months years decades centuries degrees watts kilowatts"
                      + " megawatts gigawatts volts hertz people times species countries cities square"
                      + " cubic hectares acres dollars euros pounds mph km/h light-years bytes gigabytes"
                      + " terabytes Meter Kilometer Jahre Stunden Menschen Tonnen Grad mètres ans heures"
                      + " personnes metros años horas personas")
                  .split(" ")));
  private static final Set<String> MONTHS =
      Set.copyOf(
          List.of(
              ("January February March April May June July August September October November December"
                      + " Januar Februar März Mai Juni Juli Oktober Dezember")
                  .split(" ")));

  private static final Pattern DETERMINER =
      Pattern.compile(
          "the|a|an|all|this|these|those|its|their|our|his|her|it|no|every|each|more|less"
              + "|la|les|le|der|die|das|los|las|el");

  private Figures() {}

  /** All of them, in order. */
  static List<Figure> in(String text) {
    var found = new ArrayList<Figure>();
    ONE_IN.matcher(text).results().map(m -> oneIn(m, text)).forEach(found::add);
    if (found.isEmpty()) {
      NUMBER
          .matcher(text)
          .results()
          .map(m -> figure(m, text))
          .forEach(f -> f.ifPresent(found::add));
    }
    return found;
  }

  private static Figure oneIn(MatchResult m, String text) {
    int spelled = SPELLED.indexOf(m.group(1));
    int whole = spelled >= 0 ? spelled + 2 : Math.max(1, Integer.parseInt(m.group(1)));
    var unit = phrase(text.substring(m.end()), 3);
    return new Figure("1 in " + whole, unit, 1.0 / whole, 1.0 / whole, 4, m.start());
  }

  private static Optional<Figure> figure(MatchResult m, String text) {
    boolean money = m.group(1) != null;
    boolean percent = m.group(3) != null;
    var degrees = m.group(4) == null ? "" : m.group(4).strip().replace(" ", "");
    var scale = m.group(5) == null ? "" : m.group(5).replaceAll("^[\\s-]", "");
    var after = text.substring(m.end());
    var unit = percent ? whole(after) : phrase(after, 3);
    var first = unit.isEmpty() ? "" : Wording.words(unit).get(0);
    boolean known = UNITS.contains(first);
    double value = value(m.group(2)) * SCALES.getOrDefault(scale.toLowerCase(Locale.ROOT), 1.0);
    boolean bare = !money && !percent && degrees.isEmpty() && scale.isEmpty() && !known;
    if (bare && isDate(m.group(2), text.substring(0, m.start()), first)) {
      return Optional.empty();
    }
    int weight =
        (money || percent || !scale.isEmpty() ? 3 : 0)
            + (known || !degrees.isEmpty() ? 2 : 0)
            + (bare && !unit.isEmpty() ? 1 : 0)
            + (value >= 1000 ? 1 : 0);
    var shown = (money ? m.group(1) : "") + m.group(2) + (percent ? "%" : "") + degrees;
    double share = percent && value <= 100 ? value / 100 : -1;
    return Optional.of(
        new Figure(shown, Wording.tidy(scale + " " + unit), value, share, weight, m.start()));
  }

  /** Years, days of a month, and numbers of chapters count nothing. */
  private static boolean isDate(String digits, String before, String next) {
    var words = Wording.words(before);
    var last = words.isEmpty() ? "" : words.get(words.size() - 1);
    boolean year = digits.matches("1\\d{3}|20\\d{2}|2100");
    return year
        || MONTHS.contains(next)
        || MONTHS.contains(last)
        || last.matches("(?i)chapter|page|no\\.?|number|version|route|figure|section|part");
  }

  private static double value(String digits) {
    var plain = digits.replaceAll("[,\u202F\u00A0' ](?=\\d{3}(?!\\d))", "").replace(',', '.');
    return Double.parseDouble(plain);
  }

  /** The words that follow a number up to the next word of grammar: what it counts. */
  private static String phrase(String after, int most) {
    if (!after.startsWith(" ") && !after.startsWith("-")) {
      return "";
    }
    var words = new ArrayList<String>();
    for (var word : Wording.words(after.substring(1))) {
      var bare = word.replaceAll("[^\\p{L}\\p{N}/’'-]+$", "");
      if (bare.isEmpty() || Wording.FUNCTION_WORDS.contains(bare.toLowerCase(Locale.ROOT))) {
        break;
      }
      if (!Character.isLetter(bare.codePointAt(0)) || words.size() == most) {
        break;
      }
      words.add(bare);
      if (bare.length() < word.length() || isUnitThatEnds(bare)) {
        break;
      }
    }
    return words.size() == most && !UNITS.contains(words.get(0))
        ? words.get(0)
        : String.join(" ", words);
  }

  private static boolean isUnitThatEnds(String word) {
    return UNITS.contains(word) && !word.equals("square") && !word.equals("cubic");
  }

  /** Of a percentage: the whole that it is a part of, when that ends soon. */
  private static String whole(String after) {
    var words = Wording.words(after);
    if (words.size() < 2 || !words.get(0).matches("of|der|des|de|du|del")) {
      return "";
    }
    var taken = new ArrayList<>(List.of(words.get(0)));
    for (var word : words.subList(1, Math.min(words.size(), 8))) {
      var bare = word.replaceAll("[^\\p{L}\\p{N}’'-]+$", "");
      boolean article = taken.size() == 1 && DETERMINER.matcher(bare).matches();
      if (bare.isEmpty()
          || (!article && Wording.FUNCTION_WORDS.contains(bare.toLowerCase(Locale.ROOT)))) {
        return ended(taken, bare);
      }
      taken.add(bare);
      if (bare.length() < word.length()) {
        return String.join(" ", taken);
      }
    }
    return words.size() < 8 ? String.join(" ", taken) : "";
  }

  /** Before a determiner stands the verb, which is not part of the whole. */
  private static String ended(List<String> taken, String next) {
    int least = DETERMINER.matcher(taken.size() > 1 ? taken.get(1) : "").matches() ? 3 : 2;
    boolean verb = DETERMINER.matcher(next).matches() && taken.size() > least;
    var kept = verb ? taken.subList(0, taken.size() - 1) : taken;
    return kept.size() >= least ? String.join(" ", kept) : "";
  }
}
