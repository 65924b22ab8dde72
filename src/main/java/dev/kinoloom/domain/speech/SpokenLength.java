package dev.kinoloom.domain.speech;

import java.lang.Character.UnicodeScript;
import java.util.List;
import java.util.Locale;

/**
 * About how long each word of a text takes to say, from its letters. Of one English paragraph four
 * flite voices and espeak-ng spoke 0.77 to 0.98 of what it says; the figures for other scripts are
 * rough guesses.
 *
 * @param seconds of each word; 0 = it is only seen
 * @param breaks whether a voice would pause after it
 */
record SpokenLength(List<Double> seconds, List<Boolean> breaks) {
  private static final double LETTER = 0.068;
  private static final double WORD = 0.05;
  private static final double DIGIT = 0.3;
  private static final double SIGN = 0.35;
  private static final String SAID_SIGNS = "%&@+=€$£¥°";
  private static final String BREAKING =
      ".,;:!?…—–)\u3002\uff0c\u3001\uff01\uff1f\uff1b\uff1a\u061f\u060c\u06d4\u0964";

  SpokenLength {
    seconds = List.copyOf(seconds);
    breaks = List.copyOf(breaks);
  }

  /** Of words as {@link Wording} cuts them. */
  static SpokenLength of(List<String> words, String language) {
    if (language.toLowerCase(Locale.ROOT).startsWith("en")) {
      var reading = EnglishReading.of(String.join(" ", words)).words();
      if (reading.size() == words.size()) {
        return new SpokenLength(
            reading.stream().map(SpokenLength::english).toList(),
            reading.stream().map(word -> !word.pause().isEmpty()).toList());
      }
    }
    return new SpokenLength(
        words.stream().map(SpokenLength::anyLanguage).toList(),
        words.stream().map(SpokenLength::breaks).toList());
  }

  double total() {
    return seconds.stream().mapToDouble(Double::doubleValue).sum();
  }

  private static double english(EnglishReading.Word word) {
    if (word.unreadable() && word.spoken().isEmpty()) {
      return anyLanguage(word.written());
    }
    return word.spoken().stream()
        .mapToDouble(said -> said.length() == 1 ? 0.2 : WORD + LETTER * said.length())
        .sum();
  }

  private static double anyLanguage(String word) {
    double sum = word.codePoints().mapToDouble(SpokenLength::letter).sum();
    return sum > 0 ? WORD + sum : 0;
  }

  private static double letter(int c) {
    if (Character.isDigit(c)) {
      return DIGIT;
    }
    if (!Character.isLetter(c)) {
      return SAID_SIGNS.indexOf(c) >= 0 ? SIGN : 0;
    }
    return switch (UnicodeScript.of(c)) {
      case HAN -> 0.19;
      case HANGUL -> 0.16;
      case HIRAGANA, KATAKANA -> 0.13;
      case ARABIC, HEBREW, SYRIAC, ETHIOPIC -> 0.1;
      case LATIN, CYRILLIC, GREEK, ARMENIAN, GEORGIAN -> LETTER;
      default -> 0.09;
    };
  }

  private static boolean breaks(String word) {
    return word.codePoints()
        .skip(Math.max(0, word.codePointCount(0, word.length()) - 2))
        .anyMatch(c -> BREAKING.indexOf(c) >= 0);
  }
}
