package dev.kinoloom.domain.speech;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Numbers in English words, lower case, no hyphens: what a simple engine reads without fail. */
final class EnglishNumbers {
  private static final String[] SMALL =
      ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
              + " fifteen sixteen seventeen eighteen nineteen")
          .split(" ");
  private static final String[] TENS =
      "- - twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
  private static final String[] SCALES = {
    "", "thousand", "million", "billion", "trillion", "quadrillion"
  };
  private static final Pattern IS_NUMBER =
      Pattern.compile("[~<>≈±+-]?%1$s[½¼¾]?(-%1$s)?|[½¼¾]".formatted(EnglishRule.NUMBER));
  private static final int DIGITS_MAX = 18;
  private static final Map<String, String> ORDINALS =
      Map.ofEntries(
          Map.entry("one", "first"),
          Map.entry("two", "second"),
          Map.entry("three", "third"),
          Map.entry("five", "fifth"),
          Map.entry("eight", "eighth"),
          Map.entry("nine", "ninth"),
          Map.entry("twelve", "twelfth"));

  private EnglishNumbers() {}

  /** A number as written: {@code 1,500}, {@code 3.14}, {@code 007}; digits and {@code ,.} only. */
  static List<String> number(String written) {
    String plain = written.replace(",", "");
    int point = plain.indexOf('.');
    if (point < 0) {
      return integer(plain);
    }
    var words = new ArrayList<>(point == 0 ? List.of("zero") : integer(plain.substring(0, point)));
    for (String part : plain.substring(point + 1).split("\\.", -1)) {
      words.add("point");
      words.addAll(digits(part));
    }
    return words;
  }

  /** {@code core} is a number, or a range of them, with or without a sign. */
  static boolean isNumber(String core) {
    return IS_NUMBER.matcher(core).matches();
  }

  /** Whole numbers; too long ones and those with a leading zero digit by digit. */
  static List<String> integer(String digits) {
    return digits.length() > DIGITS_MAX || (digits.length() > 1 && digits.startsWith("0"))
        ? digits(digits)
        : cardinal(Long.parseLong(digits));
  }

  static List<String> digits(String digits) {
    return digits.chars().mapToObj(c -> SMALL[c - '0']).toList();
  }

  /** {@code value} ≥ 0. */
  static List<String> cardinal(long value) {
    if (value < 20) {
      return List.of(SMALL[(int) value]);
    }
    var words = new ArrayList<String>();
    long unit = 1_000_000_000_000_000L;
    for (int scale = SCALES.length - 1; scale >= 0; scale--, unit /= 1000) {
      int group = (int) (value / unit % 1000);
      if (group > 0) {
        hundreds(group, words);
        if (scale > 0) {
          words.add(SCALES[scale]);
        }
      }
    }
    return words;
  }

  private static void hundreds(int group, List<String> words) {
    if (group >= 100) {
      words.add(SMALL[group / 100]);
      words.add("hundred");
    }
    int rest = group % 100;
    if (rest >= 20) {
      words.add(TENS[rest / 10]);
    }
    int last = rest >= 20 ? rest % 10 : rest;
    if (last > 0) {
      words.add(SMALL[last]);
    }
  }

  /** {@code 23} as {@code twenty third}. */
  static List<String> ordinal(String digits) {
    return withLast(number(digits), EnglishNumbers::ordinal1);
  }

  private static String ordinal1(String word) {
    String known = ORDINALS.get(word);
    if (known != null) {
      return known;
    }
    return word.endsWith("y") ? word.substring(0, word.length() - 1) + "ieth" : word + "th";
  }

  /** 1000 to 2999 as years are said: {@code nineteen ninety nine}, {@code two thousand five}. */
  static List<String> year(int year) {
    if (year / 100 % 10 == 0 && year % 100 < 10) {
      return cardinal(year);
    }
    var words = new ArrayList<>(cardinal(year / 100));
    int rest = year % 100;
    if (rest == 0) {
      words.add("hundred");
    } else if (rest < 10) {
      words.add("oh");
      words.addAll(cardinal(rest));
    } else {
      words.addAll(cardinal(rest));
    }
    return words;
  }

  /** {@code 1990} as {@code nineteen nineties}. */
  static List<String> decade(int year) {
    return withLast(year < 100 ? cardinal(year) : year(year), EnglishNumbers::plural);
  }

  static String plural(String word) {
    return word.endsWith("y") ? word.substring(0, word.length() - 1) + "ies" : word + "s";
  }

  static List<String> withLast(List<String> words, UnaryOperator<String> change) {
    var changed = new ArrayList<>(words);
    changed.add(change.apply(changed.remove(changed.size() - 1)));
    return changed;
  }
}
