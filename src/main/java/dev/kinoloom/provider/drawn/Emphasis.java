package dev.kinoloom.provider.drawn;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Finds the word of a headline that is set off. */
final class Emphasis {
  private Emphasis() {}

  /**
   * The word of a headline to be set off: its number, or its weightiest noun, as far as nouns can
   * be told; or empty.
   */
  static String of(String headline) {
    var list =
        Wording.words(headline).stream()
            .map(w -> w.replaceAll("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N}%]+$", ""))
            .filter(w -> !w.isEmpty())
            .toList();
    if (list.size() < 3) {
      return "";
    }
    return IntStream.range(0, list.size())
        .filter(i -> Character.isDigit(list.get(i).codePointAt(0)) && !isDay(list, i))
        .mapToObj(list::get)
        .findFirst()
        .orElseGet(() -> noun(list));
  }

  /** "14 December": half of a date is not set off. */
  private static boolean isDay(List<String> words, int i) {
    return words.get(i).matches("\\d{1,2}\\.?")
        && i + 1 < words.size()
        && Character.isUpperCase(words.get(i + 1).codePointAt(0));
  }

  private static String noun(List<String> words) {
    int best = 6;
    var found = "";
    for (int i = 0; i < words.size(); i++) {
      int weight = weight(words.get(i), i == 0 ? "" : words.get(i - 1));
      if (weight > best) {
        best = weight;
        found = words.get(i);
      }
    }
    return found;
  }

  /** Nouns follow small words, and seldom end like a form of a verb. */
  private static int weight(String word, String before) {
    var small = word.toLowerCase(Locale.ROOT);
    if (Wording.FUNCTION_WORDS.contains(small) || word.length() < 5) {
      return 0;
    }
    boolean led = Wording.FUNCTION_WORDS.contains(before.toLowerCase(Locale.ROOT));
    boolean verbal = small.matches(".*(?:ing|ed|ly)");
    return Math.min(word.length(), 10) + (led ? 3 : 0) - (verbal ? 6 : 0);
  }
}
