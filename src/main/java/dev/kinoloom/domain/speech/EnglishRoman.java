package dev.kinoloom.domain.speech;

import dev.kinoloom.domain.speech.EnglishToken.Around;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Roman numerals after a name or a kind of thing: "Henry VIII", "World War II". */
final class EnglishRoman {
  private static final Pattern NUMERAL = Pattern.compile("(?=[IVX])(X{0,3})(IX|IV|V?I{0,3})('s)?");
  private static final Set<String> RULERS =
      words(
          """
          Alexander Alfonso Amenhotep Anne Benedict Boniface Carlos Catherine Charles Christian Clement
          Darius David Edward Elizabeth Ferdinand Francis Frederick Friedrich George Gregory Gustav
          Haakon Henry Innocent Isabella Ivan James Joan John Joseph Julius Leo Leopold Louis Malcolm
          Margrethe Mary Maximilian Mehmed Murad Napoleon Nicholas Olaf Otto Paul Pedro Peter Philip
          Pius Ptolemy Ramesses Richard Robert Rudolf Selim Sixtus Suleiman Thutmose Umberto Urban
          Victor Wilhelm William Xerxes
          """);
  private static final Set<String> NUMBERED =
      words(
          """
          war part chapter act book volume type class phase stage level section article title scene
          grade group mark factor saturn apollo gemini
          """);

  private EnglishRoman() {}

  /** What {@code core} says there; empty when it is no numeral. */
  static Optional<List<String>> said(String core, Around around) {
    var m = NUMERAL.matcher(core);
    if (!m.matches() || around.before().isEmpty() || around.shouting()) {
      return Optional.empty();
    }
    String digits = String.valueOf(value(m.group(1) + m.group(2)));
    boolean one = m.group(1).length() + m.group(2).length() == 1;
    boolean owned = m.group(3) != null;
    if (RULERS.contains(around.before())) {
      return Optional.of(
          owned(EnglishWords.joined(List.of("the"), EnglishNumbers.ordinal(digits)), owned));
    }
    boolean numbered = NUMBERED.contains(around.before().toLowerCase(Locale.ROOT));
    boolean named = !one && Character.isUpperCase(around.before().charAt(0));
    return numbered || named
        ? Optional.of(owned(EnglishNumbers.integer(digits), owned))
        : Optional.empty();
  }

  private static List<String> owned(List<String> words, boolean owned) {
    return owned ? EnglishNumbers.withLast(words, word -> word + "'s") : words;
  }

  private static int value(String numeral) {
    int sum = 0;
    for (int i = 0; i < numeral.length(); i++) {
      int next = i + 1 < numeral.length() ? digit(numeral.charAt(i + 1)) : 0;
      int digit = digit(numeral.charAt(i));
      sum += digit < next ? -digit : digit;
    }
    return sum;
  }

  private static int digit(char c) {
    return c == 'X' ? 10 : c == 'V' ? 5 : 1;
  }

  private static Set<String> words(String list) {
    return Set.copyOf(List.of(list.strip().split("\\s+")));
  }
}
