package dev.kinoloom.domain.speech;

import dev.kinoloom.domain.speech.EnglishToken.Around;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Symbols of units in words: {@code km/h} after a number is {@code kilometers per hour}. */
final class EnglishUnits {
  private static final Set<String> FOR_ONE = Set.of("1", "-1", "a", "an", "per", "each", "every");
  private static final Map<String, Unit> UNITS =
      WordTable.read("english-units.txt", 4).stream()
          .collect(
              Collectors.toUnmodifiableMap(
                  row -> row.get(0), row -> new Unit(row.get(1), row.get(2), row.get(3))));

  private record Unit(String one, String many, String where) {}

  private EnglishUnits() {}

  /** A unit that stands alone, after a number or where it can be nothing else. */
  static Optional<List<String>> standing(String core, Around around) {
    var unit = UNITS.get(first(core));
    if (unit == null || unit.where().equals("glued")) {
      return Optional.empty();
    }
    boolean counted = EnglishNumbers.isNumber(around.before()) || EnglishScales.is(around.before());
    boolean always = unit.where().equals("always");
    return counted || always ? said(core, FOR_ONE.contains(around.before())) : Optional.empty();
  }

  /** What {@code symbol} means after one or several; empty when it is no unit. */
  static Optional<List<String>> said(String symbol, boolean one) {
    var unit = UNITS.get(first(symbol));
    if (unit == null) {
      return Optional.empty();
    }
    var said = one ? unit.one() : unit.many();
    int slash = symbol.indexOf('/');
    if (slash < 0) {
      return Optional.of(EnglishWords.split(said));
    }
    return said(symbol.substring(slash + 1), true)
        .map(per -> EnglishWords.joined(EnglishWords.split(said), "per", per));
  }

  /** {@code km} of {@code km/h}; {@code km2} is written for {@code km²}. */
  private static String first(String symbol) {
    var first = symbol.split("/", 2)[0].replace('μ', 'µ');
    return first.matches("[kcm]?m[23]") ? first.replace('2', '²').replace('3', '³') : first;
  }
}
