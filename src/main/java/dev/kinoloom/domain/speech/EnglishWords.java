package dev.kinoloom.domain.speech;

import dev.kinoloom.domain.speech.EnglishToken.Around;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules by which one written word becomes spoken ones: the first that fits. */
final class EnglishWords {
  private static final String NUMBER = "(\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d*\\.?\\d+)";
  private static final Map<String, String> ABBREVIATIONS =
      Map.ofEntries(
          Map.entry("mr", "mister"),
          Map.entry("mrs", "missus"),
          Map.entry("ms", "miss"),
          Map.entry("dr", "doctor"),
          Map.entry("prof", "professor"),
          Map.entry("st", "saint"),
          Map.entry("vs", "versus"),
          Map.entry("etc", "et cetera"),
          Map.entry("e.g", "for example"),
          Map.entry("i.e", "that is"),
          Map.entry("approx", "approximately"),
          Map.entry("jr", "junior"),
          Map.entry("sr", "senior"),
          Map.entry("ca", "about"));
  private static final Map<String, String> UNITS =
      Map.ofEntries(
          Map.entry("km", "kilometer"),
          Map.entry("m", "meter"),
          Map.entry("cm", "centimeter"),
          Map.entry("mm", "millimeter"),
          Map.entry("µm", "micrometer"),
          Map.entry("μm", "micrometer"),
          Map.entry("nm", "nanometer"),
          Map.entry("kg", "kilogram"),
          Map.entry("g", "gram"),
          Map.entry("mg", "milligram"),
          Map.entry("ml", "milliliter"),
          Map.entry("l", "liter"),
          Map.entry("s", "second"),
          Map.entry("ms", "millisecond"),
          Map.entry("min", "minute"),
          Map.entry("h", "hour"),
          Map.entry("ft", "-feet"),
          Map.entry("in", "-inches"),
          Map.entry("mi", "mile"),
          Map.entry("lb", "pound"),
          Map.entry("lbs", "pound"),
          Map.entry("mph", "mile- per hour"),
          Map.entry("km/h", "kilometer- per hour"),
          Map.entry("m/s", "meter- per second"),
          Map.entry("kWh", "kilowatt hour"),
          Map.entry("MWh", "megawatt hour"),
          Map.entry("kW", "kilowatt"),
          Map.entry("MW", "megawatt"),
          Map.entry("GW", "gigawatt"),
          Map.entry("W", "watt"),
          Map.entry("V", "volt"),
          Map.entry("Hz", "-hertz"),
          Map.entry("kHz", "-kilohertz"),
          Map.entry("MHz", "-megahertz"),
          Map.entry("GHz", "-gigahertz"),
          Map.entry("KB", "kilobyte"),
          Map.entry("MB", "megabyte"),
          Map.entry("GB", "gigabyte"),
          Map.entry("TB", "terabyte"),
          Map.entry("m²", "square meter"),
          Map.entry("km²", "square kilometer"),
          Map.entry("m³", "cubic meter"),
          Map.entry("°", "degree"),
          Map.entry("°C", "degree- Celsius"),
          Map.entry("°F", "degree- Fahrenheit"),
          Map.entry("%", "-percent"));
  private static final Set<String> UNITS_ALONE =
      Set.of(
          "km", "cm", "mm", "kg", "mg", "mph", "km/h", "m/s", "kWh", "MWh", "kW", "MW", "GW", "°C",
          "°F", "°", "%", "kHz", "MHz", "GHz", "Hz", "MB", "GB", "TB", "km²", "m²", "m³", "m");
  private static final Map<String, List<String>> MONEY =
      Map.of(
          "$", List.of("dollar", "cent"),
          "€", List.of("euro", "cent"),
          "£", List.of("pound", "penny"),
          "¥", List.of("yen", "sen"),
          "₹", List.of("rupee", "paisa"));
  private static final Map<String, String> SCALES =
      Map.of(
          "k",
          "thousand",
          "K",
          "thousand",
          "m",
          "million",
          "M",
          "million",
          "B",
          "billion",
          "b",
          "billion",
          "bn",
          "billion",
          "tn",
          "trillion",
          "T",
          "trillion");
  private static final Set<String> SCALE_WORDS =
      Set.of("hundred", "thousand", "million", "billion", "trillion");
  private static final Set<String> BEFORE_YEARS =
      Set.of(
          "in",
          "since",
          "by",
          "until",
          "till",
          "from",
          "of",
          "year",
          "before",
          "after",
          "around",
          "circa",
          "early",
          "late",
          "mid",
          "to",
          "spring",
          "summer",
          "autumn",
          "fall",
          "winter",
          "january",
          "february",
          "march",
          "april",
          "may",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december");
  private static final Set<String> AFTER_YEARS = Set.of("was", "saw", "brought", "marked");
  private static final String[] MONTHS =
      "january february march april may june july august september october november december"
          .split(" ");
  private static final Set<String> SAID_AS_WORDS =
      Set.of(
          "NASA", "NATO", "OPEC", "AIDS", "LASER", "RADAR", "SONAR", "UNICEF", "JPEG", "RAM", "ROM",
          "PIN", "GIF", "LIDAR", "OK", "SARS", "COVID", "CERN", "ASCII", "JSON", "SIM", "THE",
          "AND", "NOT", "FOR", "BUT", "ALL", "NO", "IS", "IT", "IN", "ON", "TO", "OF", "OR", "AN",
          "AS", "AT", "BE", "BY", "DO", "GO", "HE", "IF", "ME", "MY", "SO", "UP", "WE", "YOU",
          "NEW", "NOW", "ONE", "YES");
  private static final Map<Character, String> SIGNS =
      Map.ofEntries(
          Map.entry('&', "and"),
          Map.entry('@', "at"),
          Map.entry('+', "plus"),
          Map.entry('=', "equals"),
          Map.entry('%', "percent"),
          Map.entry('\\', "backslash"),
          Map.entry('×', "times"),
          Map.entry('÷', "divided by"),
          Map.entry('±', "plus or minus"),
          Map.entry('≈', "about"),
          Map.entry('~', "about"),
          Map.entry('≤', "at most"),
          Map.entry('≥', "at least"),
          Map.entry('→', "to"),
          Map.entry('°', "degrees"),
          Map.entry('€', "euros"),
          Map.entry('£', "pounds"),
          Map.entry('$', "dollars"),
          Map.entry('¥', "yen"),
          Map.entry('₹', "rupees"),
          Map.entry('∞', "infinity"),
          Map.entry('π', "pi"),
          Map.entry('²', "squared"),
          Map.entry('³', "cubed"),
          Map.entry('½', "a half"),
          Map.entry('¼', "a quarter"),
          Map.entry('¾', "three quarters"));
  private static final Pattern PIECE =
      Pattern.compile("\\d+(?:\\.\\d+){2,}|" + NUMBER + "|[A-Za-z]+(?:'[A-Za-z]+)*'?|[^A-Za-z0-9]");

  private record Rule(Pattern pattern, Reader reader) {}

  private interface Reader {
    List<String> read(Matcher m, Around around, boolean opened);
  }

  private static final List<Rule> RULES =
      List.of(
          rule("(?:US|CA|A)?([$€£¥₹])" + NUMBER + "(k|K|m|M|B|b|bn|tn|T)?", EnglishWords::money),
          rule(NUMBER + "([€£¥₹])", EnglishWords::moneyAfter),
          rule("(\\d{4})-(\\d\\d)-(\\d\\d)", EnglishWords::date),
          rule("(\\d+)(?:st|nd|rd|th)", (m, a, o) -> EnglishNumbers.ordinal(m.group(1))),
          rule("'?([1-9]\\d(?:\\d0)?)'?s", EnglishWords::decade),
          rule("([01]?\\d|2[0-3]):([0-5]\\d)", EnglishWords::time),
          rule("(\\d+):(\\d+)", (m, a, o) -> pair(m, "to")),
          rule("(1[1-9]\\d\\d|20\\d\\d)-(1[1-9]\\d\\d|20\\d\\d|\\d\\d)", EnglishWords::years),
          rule(NUMBER + "-" + NUMBER + "(\\D*)", EnglishWords::range),
          rule("1/2", (m, a, o) -> List.of("one", "half")),
          rule("(\\d{1,3})/(\\d{1,3})", (m, a, o) -> pair(m, "over")),
          rule("\\d+(?:\\.\\d+){2,}", (m, a, o) -> EnglishNumbers.number(m.group())),
          rule("([~<>+-])?(1[1-9]\\d\\d|20\\d\\d)", EnglishWords::maybeYear),
          rule("([~<>+-])?" + NUMBER + "([^\\d,.]*)", EnglishWords::quantity),
          rule("#(\\d+)", (m, a, o) -> joined("number", EnglishNumbers.number(m.group(1)))),
          rule("[A-Za-z]#", (m, a, o) -> List.of(letter(m.group().charAt(0)), "sharp")),
          rule("(?:https?://)?(.*?)/?", (m, a, o) -> pieces(m.group(1), a)));

  private EnglishWords() {}

  static boolean isAbbreviation(String core) {
    return ABBREVIATIONS.containsKey(core);
  }

  static List<String> read(EnglishToken token, Around around) {
    String core = token.core();
    if (core.isEmpty()) {
      return List.of();
    }
    if (core.endsWith(".")) {
      String key = core.substring(0, core.length() - 1).toLowerCase(Locale.ROOT);
      return split(ABBREVIATIONS.getOrDefault(key, ""));
    }
    String unit =
        around.before().matches("[~<>+-]?" + NUMBER + "(-" + NUMBER + ")?")
            ? UNITS.get(core)
            : null;
    if (unit != null && UNITS_ALONE.contains(core)) {
      return unit(unit, around.before().equals("1"));
    }
    String money = EnglishWords.moneyBefore(around.before());
    var words = firstRule(core, around, token.opened());
    return SCALE_WORDS.contains(core) && !money.isEmpty() ? joined(words, money) : words;
  }

  private static List<String> firstRule(String core, Around around, boolean opened) {
    for (Rule rule : RULES) {
      Matcher m = rule.pattern().matcher(core);
      if (m.matches()) {
        return rule.reader().read(m, around, opened);
      }
    }
    return List.of();
  }

  private static List<String> money(Matcher m, Around around, boolean opened) {
    var currency = MONEY.getOrDefault(m.group(1), List.of("dollar", "cent"));
    String number = m.group(2);
    String scale = m.group(3);
    if (scale != null) {
      return joined(
          EnglishNumbers.number(number), SCALES.get(scale) + " " + plural(currency.get(0)));
    }
    if (SCALE_WORDS.contains(around.after())) {
      return EnglishNumbers.number(number);
    }
    if (number.matches("[\\d,]+\\.\\d\\d")) {
      return coins(number, currency);
    }
    boolean one = number.equals("1");
    return joined(EnglishNumbers.number(number), one ? currency.get(0) : plural(currency.get(0)));
  }

  private static List<String> coins(String number, List<String> currency) {
    int point = number.indexOf('.');
    String whole = number.substring(0, point);
    int cents = Integer.parseInt(number.substring(point + 1));
    var words = new ArrayList<>(EnglishNumbers.number(whole));
    words.add(whole.equals("1") ? currency.get(0) : plural(currency.get(0)));
    if (cents > 0) {
      words.add("and");
      words.addAll(EnglishNumbers.cardinal(cents));
      words.add(cents == 1 ? currency.get(1) : plural(currency.get(1)));
    }
    return words;
  }

  private static List<String> moneyAfter(Matcher m, Around around, boolean opened) {
    String currency = MONEY.getOrDefault(m.group(2), List.of("euro")).get(0);
    return joined(
        EnglishNumbers.number(m.group(1)), m.group(1).equals("1") ? currency : plural(currency));
  }

  /** The unit that "$3.5" before "million" leaves to be said; empty when there is none. */
  private static String moneyBefore(String core) {
    boolean money = core.matches("(?:US|CA|A)?[$€£¥₹]" + NUMBER);
    return money
        ? plural(MONEY.getOrDefault(core.replaceAll("[^$€£¥₹]", ""), List.of("dollar")).get(0))
        : "";
  }

  private static String plural(String money) {
    return switch (money) {
      case "yen", "sen", "paisa" -> money;
      case "penny" -> "pence";
      default -> money + "s";
    };
  }

  private static List<String> date(Matcher m, Around around, boolean opened) {
    int month = Integer.parseInt(m.group(2));
    int day = Integer.parseInt(m.group(3));
    if (month < 1 || month > 12 || day < 1 || day > 31) {
      return pieces(m.group(), around);
    }
    var words = new ArrayList<>(List.of(MONTHS[month - 1]));
    words.addAll(EnglishNumbers.ordinal(String.valueOf(day)));
    words.addAll(EnglishNumbers.year(Integer.parseInt(m.group(1))));
    return words;
  }

  private static List<String> decade(Matcher m, Around around, boolean opened) {
    return EnglishNumbers.decade(Integer.parseInt(m.group(1)));
  }

  private static List<String> time(Matcher m, Around around, boolean opened) {
    var hour = EnglishNumbers.cardinal(Long.parseLong(m.group(1)));
    String minutes = m.group(2);
    if (minutes.equals("00")) {
      boolean named = around.after().matches("(?i)[ap]\\.?m.*");
      return named ? hour : joined(hour, "o'clock");
    }
    var minute = EnglishNumbers.cardinal(Long.parseLong(minutes));
    return joined(minutes.startsWith("0") ? joined(hour, "oh") : hour, String.join(" ", minute));
  }

  private static List<String> years(Matcher m, Around around, boolean opened) {
    String last = m.group(2);
    var first = joined(EnglishNumbers.year(Integer.parseInt(m.group(1))), "to");
    int to = Integer.parseInt(last);
    return joined(
        first, String.join(" ", to < 100 ? EnglishNumbers.number(last) : EnglishNumbers.year(to)));
  }

  private static List<String> range(Matcher m, Around around, boolean opened) {
    var words = joined(EnglishNumbers.number(m.group(1)), "to");
    var to = joined(words, String.join(" ", EnglishNumbers.number(m.group(2))));
    return joined(to, String.join(" ", suffix(m.group(3), false, around)));
  }

  private static List<String> pair(Matcher m, String between) {
    return joined(
        joined(EnglishNumbers.number(m.group(1)), between),
        String.join(" ", EnglishNumbers.number(m.group(2))));
  }

  private static List<String> maybeYear(Matcher m, Around around, boolean opened) {
    boolean year =
        m.group(1) == null
            && (opened
                || BEFORE_YEARS.contains(around.before().toLowerCase(Locale.ROOT))
                || AFTER_YEARS.contains(around.after())
                || around.before().matches("\\d{1,2}(st|nd|rd|th)?"));
    var words =
        year
            ? EnglishNumbers.year(Integer.parseInt(m.group(2)))
            : EnglishNumbers.number(m.group(2));
    return signed(m.group(1), words);
  }

  private static List<String> quantity(Matcher m, Around around, boolean opened) {
    var words = signed(m.group(1), EnglishNumbers.number(m.group(2)));
    boolean one = m.group(2).equals("1");
    return joined(words, String.join(" ", suffix(m.group(3), one, around)));
  }

  private static List<String> suffix(String text, boolean one, Around around) {
    if (text.isEmpty()) {
      return List.of();
    }
    String unit = UNITS.get(text);
    return unit != null ? unit(unit, one) : pieces(text, around);
  }

  /** {@code mile- per hour}: the plural goes to the dash; {@code -feet}: there is none. */
  private static List<String> unit(String unit, boolean one) {
    String said =
        unit.startsWith("-")
            ? unit.substring(1)
            : unit.contains("-") ? unit.replace("-", one ? "" : "s") : unit + (one ? "" : "s");
    return split(said.toLowerCase(Locale.ROOT));
  }

  private static List<String> signed(String sign, List<String> number) {
    String said =
        switch (sign == null ? "" : sign) {
          case "-" -> "minus";
          case "+" -> "plus";
          case "~" -> "about";
          case "<" -> "less than";
          case ">" -> "more than";
          default -> "";
        };
    return joined(split(said), String.join(" ", number));
  }

  /** Whatever is left: letters are words or abbreviations, digits numbers, signs by name. */
  private static List<String> pieces(String core, Around around) {
    var words = new ArrayList<String>();
    Matcher piece = PIECE.matcher(core);
    while (piece.find()) {
      String text = piece.group();
      char c = text.charAt(0);
      if (Character.isDigit(c)) {
        words.addAll(EnglishNumbers.number(text));
      } else if (c < 128 && Character.isLetter(c)) {
        words.addAll(letters(text, core, around));
      } else if (c == '.' && piece.start() > 0 && piece.end() < core.length()) {
        words.add(core.matches("(?:[A-Za-z]\\.)+[A-Za-z]?") ? "" : "dot");
      } else if (c == '<' || c == '>') {
        boolean compares = core.length() == 1 || core.matches("(?s).*\\d\\s*[<>]\\s*\\d.*");
        words.addAll(compares ? signed(text, List.of()) : List.of());
      } else {
        words.addAll(split(SIGNS.getOrDefault(c, "")));
      }
    }
    words.removeIf(String::isEmpty);
    return words;
  }

  private static List<String> letters(String text, String core, Around around) {
    String stem = text.replaceAll("('s|s)$", "");
    if (isSpelled(text, stem, core, around)) {
      boolean plural = !stem.isEmpty() && text.length() > stem.length();
      return spelled(stem.isEmpty() ? text : stem, plural);
    }
    return split(text.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT));
  }

  private static boolean isSpelled(String text, String stem, String core, Around around) {
    if (text.length() == 1) {
      return core.length() > 1 || !text.matches("[aAI]");
    }
    return stem.matches("[A-Z]{2,5}") && !SAID_AS_WORDS.contains(stem) && !around.shouting();
  }

  private static List<String> spelled(String letters, boolean plural) {
    var names = new ArrayList<String>();
    for (int i = 0; i < letters.length(); i++) {
      names.add(letter(letters.charAt(i)));
    }
    if (plural) {
      names.add(names.remove(names.size() - 1) + "'s");
    }
    return names;
  }

  /** A lone "a" would be read as the article. */
  private static String letter(char c) {
    return c == 'a' || c == 'A' ? "ay" : String.valueOf(Character.toLowerCase(c));
  }

  private static List<String> joined(String first, List<String> then) {
    return joined(List.of(first), String.join(" ", then));
  }

  private static List<String> joined(List<String> words, String more) {
    var all = new ArrayList<>(words);
    all.addAll(split(more));
    return all;
  }

  private static List<String> split(String words) {
    return words.isBlank() ? List.of() : List.of(words.strip().split(" +"));
  }

  private static Rule rule(String pattern, Reader reader) {
    return new Rule(Pattern.compile(pattern), reader);
  }
}
