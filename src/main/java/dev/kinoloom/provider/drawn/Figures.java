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
   * @param qualifier what the text says before it, e.g. {@code more than}; may be empty
   * @param number as shown, e.g. {@code $1,200}, {@code 90%} or {@code 60–100}
   * @param measure what it counts
   * @param value of the number, scaled words included; of a range its end
   * @param share 0 to 1 when the text says "of" what it is a part, otherwise negative
   * @param weight how much it matters; from 2 on it can carry a scene
   * @param start where it stands in the text
   * @param end where it ends
   */
  record Figure(
      String qualifier,
      String number,
      Measure measure,
      double value,
      double share,
      int weight,
      int start,
      int end) {
    /** The number without signs. */
    String digits() {
      return number.replaceAll("[^\\d.,  ' ]", "").strip();
    }

    /** Of the same kind, so that both can be drawn on one scale. */
    boolean isComparableTo(Figure other) {
      boolean bothPercent = number.endsWith("%") && other.number.endsWith("%");
      boolean sameUnit =
          !measure.kind().isEmpty()
              && measure.kind().equals(other.measure.kind())
              && !number.endsWith("%")
              && !other.number.endsWith("%");
      boolean sameMoney =
          !Character.isDigit(number.charAt(0)) && number.charAt(0) == other.number.charAt(0);
      return bothPercent || sameUnit || sameMoney;
    }

    /** The number with its qualifier as a sign, e.g. {@code <1}. */
    String signed() {
      return SIGNS.getOrDefault(qualifier.toLowerCase(Locale.ROOT), "") + number;
    }
  }

  private static final String DIGITS =
      "(?:\\d{1,3}(?:[,\u202F\u00A0' ]\\d{3})+(?:\\.\\d+)?|\\d{1,9}(?:[.,]\\d{1,4})?)";
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?<![\\p{L}\\d.,:/-])([$€£¥₹])?\\s?"
              + ("(?:(?<!\\b(?:from|von|de|del) )(" + DIGITS + ")(?:\\s?[–-]\\s?| (?:to|bis|à) ))?")
              + ("(" + DIGITS + ")")
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
  private static final Set<String> MONTHS =
      Set.copyOf(
          List.of(
              ("January February March April May June July August September October November December"
                      + " Januar Februar März Mai Juni Juli Oktober Dezember")
                  .split(" ")));

  /** A number does not mean the same without them. */
  private static final Pattern QUALIFIER =
      Pattern.compile(
          "(?i)\\b((?:no |not )?(?:more|less|fewer) than|well over|as (?:many|much|little|few) as"
              + "|at (?:least|most)|up to|about|around|roughly|approximately|nearly|almost|over"
              + "|under|only|just|some|every|another|the (?:first|last|next)|an estimated"
              + "|mehr als|weniger als|bis zu|mindestens|höchstens|ungefähr|etwa|rund|fast|knapp|über"
              + "|unter|nur|alle|plus de|moins de|jusqu['’]à|au moins|au plus|environ|presque"
              + "|seulement|más de|menos de|al menos|hasta|unos|unas|casi|solo)\\s+$");

  private static final Map<String, String> SIGNS =
      Map.ofEntries(
          Map.entry("less than", "<"),
          Map.entry("fewer than", "<"),
          Map.entry("under", "<"),
          Map.entry("more than", ">"),
          Map.entry("well over", ">"),
          Map.entry("over", ">"),
          Map.entry("at least", "≥"),
          Map.entry("up to", "≤"),
          Map.entry("at most", "≤"),
          Map.entry("about", "~"),
          Map.entry("around", "~"),
          Map.entry("roughly", "~"),
          Map.entry("nearly", "~"),
          Map.entry("almost", "~"),
          Map.entry("weniger als", "<"),
          Map.entry("mehr als", ">"),
          Map.entry("mindestens", "≥"),
          Map.entry("bis zu", "≤"),
          Map.entry("etwa", "~"),
          Map.entry("rund", "~"));

  /** What the text denies is not shown large. */
  private static final Pattern DENIED =
      Pattern.compile(
          "(?i)(?:\\b(?:not|never|neither|nor|without|nicht|kein\\p{L}*|nie|pas|jamais|nunca)"
              + "|n['’]t)\\s+(?!(?:more|less|fewer) than)(?:[\\p{L}'’]+\\s+){0,3}$");

  /** The second number of a change: the first is as much of the matter. */
  private static final Pattern FROM =
      Pattern.compile("(?i)\\b(?:from|von|de|del)\\s+\\S*\\d\\S*\\s+(?:to|bis|à|auf|a)\\s+$");

  private static final Pattern PART = Pattern.compile("\\s+(?:of|der|des|de|du|del)\\b");

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
    var measure = Measure.after(text.substring(m.end()));
    var before = qualifier(text.substring(0, m.start()));
    return new Figure(
        before, "1 in " + whole, measure, 1.0 / whole, 1.0 / whole, 4, m.start(), m.end());
  }

  private static Optional<Figure> figure(MatchResult m, String text) {
    var before = text.substring(0, m.start());
    if (DENIED.matcher(before).find() || FROM.matcher(before).find()) {
      return Optional.empty();
    }
    boolean money = m.group(1) != null;
    boolean percent = m.group(4) != null;
    var degrees = m.group(5) == null ? "" : m.group(5).strip().replace(" ", "");
    var scale = m.group(6) == null ? "" : m.group(6).replaceAll("^[\\s-]", "");
    var after = text.substring(m.end());
    var measure =
        percent
            ? Measure.wholeAfter(after)
            : money || !degrees.isEmpty() ? Measure.tailAfter(after) : Measure.after(after);
    double value = value(m.group(3)) * SCALES.getOrDefault(scale.toLowerCase(Locale.ROOT), 1.0);
    boolean bare = !money && !percent && degrees.isEmpty() && scale.isEmpty() && !measure.known();
    if (bare && isDate(m.group(3), before, after)) {
      return Optional.empty();
    }
    int weight =
        (money || percent || !scale.isEmpty() ? 3 : 0)
            + (measure.known() || !degrees.isEmpty() ? 2 : 0)
            + (bare && !measure.text().isEmpty() ? 1 : 0)
            + (value >= 1000 ? 1 : 0);
    var range = m.group(2) == null || isYear(m.group(2)) ? "" : m.group(2) + "–";
    var shown = (money ? m.group(1) : "") + range + m.group(3) + (percent ? "%" : "") + degrees;
    boolean part = percent && value <= 100 && range.isEmpty() && PART.matcher(after).lookingAt();
    return Optional.of(
        new Figure(
            qualifier(before),
            shown,
            measure.scaled(scale),
            value,
            part ? value / 100 : -1,
            weight,
            m.start(),
            m.end()));
  }

  private static String qualifier(String before) {
    var found = QUALIFIER.matcher(before);
    return found.find() ? Wording.tidy(found.group(1)) : "";
  }

  /** Years, days of a month, and numbers of chapters count nothing. */
  private static boolean isDate(String digits, String before, String after) {
    var words = Wording.words(before);
    var last = words.isEmpty() ? "" : words.get(words.size() - 1);
    var next = Wording.words(after).stream().findFirst().orElse("").replaceAll("\\P{L}+$", "");
    return isYear(digits)
        || MONTHS.contains(next)
        || MONTHS.contains(last)
        || last.matches("(?i)chapter|page|no\\.?|number|version|route|figure|section|part");
  }

  private static boolean isYear(String digits) {
    return digits.matches("1\\d{3}|20\\d{2}|2100");
  }

  private static double value(String digits) {
    var plain = digits.replaceAll("[,\u202F\u00A0' ](?=\\d{3}(?!\\d))", "").replace(',', '.');
    return Double.parseDouble(plain);
  }
}
