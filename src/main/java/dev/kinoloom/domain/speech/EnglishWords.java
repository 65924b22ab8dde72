package dev.kinoloom.domain.speech;

import dev.kinoloom.domain.speech.EnglishToken.Around;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds how one written word is read among its neighbours: the first rule that fits. */
final class EnglishWords {
  /** A number is one part of it, a word another: {@code mid-1804}, {@code 1990s-era}. */
  private static final Pattern COMPOUND = Pattern.compile("(?=.*\\d)(?:\\w[^-]*-)+\\w[^-]*");

  private static final List<EnglishRule> RULES =
      Stream.of(EnglishMoney.RULES, EnglishDates.RULES, EnglishQuantities.RULES, others())
          .flatMap(List::stream)
          .toList();

  private EnglishWords() {}

  private static List<EnglishRule> others() {
    return List.of(
        EnglishRule.of(
            "[A-Za-z]#", (m, a, o) -> List.of(EnglishLetters.letter(m.group().charAt(0)), "sharp")),
        EnglishRule.of("(?:https?://)?(.*?)/?", (m, a, o) -> EnglishLetters.pieces(m.group(1), a)));
  }

  static List<String> read(EnglishToken token, Around around) {
    return token.core().isEmpty()
        ? List.of()
        : EnglishAbbreviations.said(token.core(), token.dotted(), around)
            .orElseGet(() -> read(token.core(), around, token.opened()));
  }

  private static List<String> read(String core, Around around, boolean opened) {
    return EnglishScales.standing(core, around)
        .or(() -> EnglishUnits.standing(core, around))
        .or(() -> EnglishRoman.said(core, around))
        .or(() -> half(core, around))
        .or(() -> compound(core, around))
        .orElseGet(() -> firstRule(core, around, opened));
  }

  private static Optional<List<String>> half(String core, Around around) {
    boolean time = core.matches("(?i)[ap]m") && around.before().matches("[\\d:.]+");
    return time ? Optional.of(EnglishDates.half(core)) : Optional.empty();
  }

  private static Optional<List<String>> compound(String core, Around around) {
    if (!COMPOUND.matcher(core).matches() || !core.matches(".*(?:[A-Za-z]-|-[A-Za-z]).*")) {
      return Optional.empty();
    }
    var parts = List.of(core.split("-"));
    var words = new ArrayList<String>();
    for (int i = 0; i < parts.size(); i++) {
      var before = i == 0 ? around.before() : parts.get(i - 1);
      var after = i + 1 == parts.size() ? around.after() : "";
      words.addAll(read(parts.get(i), new Around(before, after, around.shouting(), false), false));
    }
    return Optional.of(words);
  }

  private static List<String> firstRule(String core, Around around, boolean opened) {
    for (EnglishRule rule : RULES) {
      Matcher m = rule.pattern().matcher(core);
      if (m.matches()) {
        return rule.reader().read(m, around, opened);
      }
    }
    return List.of();
  }

  /** One after the other: words, and lists of them; empty ones are left out. */
  static List<String> joined(Object... parts) {
    return Stream.of(parts)
        .flatMap(part -> part instanceof List<?> list ? list.stream() : Stream.of(part))
        .map(Object::toString)
        .filter(word -> !word.isEmpty())
        .toList();
  }

  static List<String> split(String words) {
    return words.isBlank() ? List.of() : List.of(words.strip().split(" +"));
  }
}
