package dev.kinoloom.provider.drawn;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds three or more things that a sentence counts up, and the words that lead to them. */
final class Enumerations {
  private static final Pattern COUNTED_UP =
      Pattern.compile(
          "(?::|\\bsuch as|\\bincluding|\\bnamely|\\bnämlich|\\bcomme)\\s+([^.;:!?]{8,160})");
  private static final Pattern PARTED =
      Pattern.compile(
          ",\\s*(?:and|or|und|oder|et|ou|y|o)\\s+|,\\s*|\\s+(?:and|or|und|oder|et|ou|y)\\s+");
  private static final Pattern LEAD_END =
      Pattern.compile("(?:,?\\s+(?:such as|including|namely|nämlich|comme))?[\\s,:]*$");

  /** Ends a lead that is no sentence by itself. */
  static final String GOES_ON = " …";

  private static final int MOST_WORDS = 4;
  private static final int MOST_WORDS_OF_LEAD = 10;

  private Enumerations() {}

  /** The things, or none. */
  static List<String> in(String text) {
    return COUNTED_UP
        .matcher(text)
        .results()
        .map(m -> Arrays.stream(PARTED.split(m.group(1))).map(Wording::bare).toList())
        .filter(Enumerations::isList)
        .findFirst()
        .map(items -> items.stream().map(Wording::capitalised).toList())
        .orElse(List.of());
  }

  /**
   * What a sentence of the text says before its first item: a heading that belongs to the list.
   * With dots where the sentence goes on.
   */
  static Optional<String> lead(String text, String item, Locale locale) {
    return Wording.sentences(text, locale).stream()
        .filter(s -> at(s, item, locale) > 0)
        .findFirst()
        .flatMap(s -> shown(s.substring(0, at(s, item, locale))));
  }

  private static int at(String sentence, String item, Locale locale) {
    return sentence.toLowerCase(locale).indexOf(item.toLowerCase(locale));
  }

  private static Optional<String> shown(String before) {
    boolean complete = before.stripTrailing().matches("(?s).*(?::|such as|including|namely)");
    var lead = Clauses.bare(LEAD_END.matcher(before).replaceFirst(""));
    int words = Wording.words(lead).size();
    boolean open = !complete && Wording.endsOpen(lead);
    return words < 2 || words > MOST_WORDS_OF_LEAD || open
        ? Optional.empty()
        : Optional.of(complete ? lead : lead + GOES_ON);
  }

  private static boolean isList(List<String> items) {
    return items.size() >= 3
        && items.size() <= 6
        && items.stream().allMatch(i -> !i.isBlank() && Wording.words(i).size() <= MOST_WORDS);
  }
}
