package dev.kinoloom.domain.speech;

import dev.kinoloom.domain.Narration;
import java.util.List;

/** A scene that nobody speaks stands for as long as people need to read it. */
public final class SilentReading {
  private static final double USUAL_WORDS_PER_MINUTE = 150;
  private static final int WORDS_PER_MINUTE_MIN = 40;
  private static final double SHORTEST_SECONDS = 2;

  /** A reader's breath at each scene. */
  public static final double PAUSE_SECONDS = 0.5;

  private SilentReading() {}

  /**
   * The narration of words that are only read.
   *
   * @param words as {@link Wording} cuts them
   * @param wordsPerMinute 0 = the usual
   */
  public static Narration of(List<String> words, String language, double wordsPerMinute) {
    double speed = wordsPerMinute > 0 ? wordsPerMinute : USUAL_WORDS_PER_MINUTE;
    double at = Math.max(WORDS_PER_MINUTE_MIN, speed);
    double seconds =
        Math.max(SHORTEST_SECONDS, PAUSE_SECONDS + SpeakingTime.seconds(words, language, at));
    int millis = (int) Math.round(seconds * 1000);
    var times = WordTimes.estimated(words, language, millis);
    long samples = (long) millis * Narration.SAMPLE_RATE / 1000;
    return new Narration(null, samples, times.words(), times.timing(), "none");
  }
}
