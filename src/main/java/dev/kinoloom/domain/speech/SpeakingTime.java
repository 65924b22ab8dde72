package dev.kinoloom.domain.speech;

import java.util.List;

/**
 * About how long a text takes to say, with its numbers in words. Of eleven English paragraphs two
 * flite voices and espeak-ng spoke 0.96 to 1.03 of what it says.
 */
public final class SpeakingTime {
  /** The speed at which {@link SpokenLength} is right. */
  private static final double NOMINAL_WORDS_PER_MINUTE = 162;

  private SpeakingTime() {}

  /** In seconds; {@code language}: BCP 47, {@code wordsPerMinute}: of the voice. */
  public static double seconds(String text, String language, double wordsPerMinute) {
    return seconds(Wording.of(text), language, wordsPerMinute);
  }

  /** Likewise, of words as {@link Wording} cuts them. */
  static double seconds(List<String> words, String language, double wordsPerMinute) {
    double nominal = SpokenLength.of(words, language).total();
    return nominal * NOMINAL_WORDS_PER_MINUTE / wordsPerMinute;
  }
}
