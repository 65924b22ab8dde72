package dev.kinoloom.domain.speech;

import static dev.kinoloom.domain.speech.EnglishRule.NUMBER;

import dev.kinoloom.domain.speech.EnglishToken.Around;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts of money: {@code $3.50}, {@code €3bn}, {@code £5–10}, {@code 5€}. */
final class EnglishMoney {
  private static final String SIGN = "(?:US|CA|AU|NZ|HK|A)?([$€£¥₹])";
  private static final String RANGE = SIGN + NUMBER + "-(?:\\1)?" + NUMBER;
  private static final Pattern AMOUNT =
      Pattern.compile("(?:" + SIGN + NUMBER + ")|(?:" + RANGE.replace("\\1", "\\3") + ")");
  private static final Map<String, List<String>> CURRENCIES =
      Map.of(
          "$", List.of("dollar", "cent"),
          "€", List.of("euro", "cent"),
          "£", List.of("pound", "penny"),
          "¥", List.of("yen", "sen"),
          "₹", List.of("rupee", "paisa"));

  static final List<EnglishRule> RULES =
      List.of(
          EnglishRule.of("-?" + SIGN + NUMBER + "(k|K|mn?|M|B|bn?|tn|T)?", EnglishMoney::amount),
          EnglishRule.of(RANGE + "(k|K|mn?|M|B|bn?|tn|T)?", EnglishMoney::range),
          EnglishRule.of(NUMBER + "([€£¥₹])", EnglishMoney::signAfter));

  private EnglishMoney() {}

  /** The currency that "$3.5" before "million" leaves to be said; empty when there is none. */
  static String currencyOf(String core) {
    Matcher m = AMOUNT.matcher(core);
    return m.matches()
        ? plural(currency(core.replaceAll("[^$€£¥₹]", "").substring(0, 1)).get(0))
        : "";
  }

  private static List<String> currency(String sign) {
    return CURRENCIES.getOrDefault(sign, List.of("dollar", "cent"));
  }

  private static List<String> amount(Matcher m, Around around, boolean opened) {
    var said = unsigned(m.group(1), m.group(2), m.group(3), around);
    return m.group().startsWith("-") ? EnglishWords.joined(List.of("minus"), said) : said;
  }

  private static List<String> unsigned(String sign, String number, String scale, Around around) {
    var currency = currency(sign);
    var said = EnglishNumbers.number(number);
    if (scale != null) {
      return EnglishWords.joined(said, EnglishScales.said(scale), plural(currency.get(0)));
    }
    if (EnglishScales.isOfMoney(around.after())) {
      return said;
    }
    if (number.matches("[\\d,]+\\.\\d\\d")) {
      return coins(number, currency);
    }
    return EnglishWords.joined(
        said, number.equals("1") ? currency.get(0) : plural(currency.get(0)));
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

  private static List<String> range(Matcher m, Around around, boolean opened) {
    var from = EnglishWords.joined(EnglishNumbers.number(m.group(2)), "to");
    var last = EnglishNumbers.number(m.group(3));
    var to = EnglishWords.joined(from, last);
    if (m.group(4) == null && EnglishScales.isOfMoney(around.after())) {
      return to;
    }
    var scale = m.group(4) == null ? "" : EnglishScales.said(m.group(4));
    return EnglishWords.joined(to, scale, plural(currency(m.group(1)).get(0)));
  }

  private static List<String> signAfter(Matcher m, Around around, boolean opened) {
    String currency = currency(m.group(2)).get(0);
    return EnglishWords.joined(
        EnglishNumbers.number(m.group(1)), m.group(1).equals("1") ? currency : plural(currency));
  }

  private static String plural(String money) {
    return switch (money) {
      case "yen", "sen", "paisa" -> money;
      case "penny" -> "pence";
      default -> money + "s";
    };
  }
}
