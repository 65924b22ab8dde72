package dev.kinoloom.domain.speech;

import dev.kinoloom.domain.speech.EnglishToken.Around;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Thousands, millions and more, in words or as one letter: {@code £2.1 bn}, {@code 5k}. */
final class EnglishScales {
  private static final Map<String, String> WRITTEN =
      Map.ofEntries(
          Map.entry("hundred", "hundred"),
          Map.entry("thousand", "thousand"),
          Map.entry("million", "million"),
          Map.entry("billion", "billion"),
          Map.entry("trillion", "trillion"),
          Map.entry("k", "thousand"),
          Map.entry("K", "thousand"),
          Map.entry("m", "million"),
          Map.entry("M", "million"),
          Map.entry("mn", "million"),
          Map.entry("b", "billion"),
          Map.entry("B", "billion"),
          Map.entry("bn", "billion"),
          Map.entry("tn", "trillion"),
          Map.entry("T", "trillion"));

  private EnglishScales() {}

  /** Nothing else than a scale. */
  static boolean is(String core) {
    return WRITTEN.containsKey(core) && core.length() > 1;
  }

  /** {@code core} is one after an amount of money, where "m" is no meter. */
  static boolean isOfMoney(String core) {
    return WRITTEN.containsKey(core);
  }

  static String said(String core) {
    return WRITTEN.getOrDefault(core, "");
  }

  /** A scale that stands alone; after an amount of money it takes the currency along. */
  static Optional<List<String>> standing(String core, Around around) {
    if (!WRITTEN.containsKey(core)) {
      return Optional.empty();
    }
    var currency = EnglishMoney.currencyOf(around.before());
    if (!currency.isEmpty()) {
      return Optional.of(List.of(said(core), currency));
    }
    boolean counted = EnglishNumbers.isNumber(around.before());
    return counted && is(core) ? Optional.of(List.of(said(core))) : Optional.empty();
  }
}
