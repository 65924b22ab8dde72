package dev.kinoloom.domain.speech;

import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import java.util.List;
import java.util.Locale;

/** Whether a sound can be the speech of a text at all: to be heard, and of a likely length. */
public final class SpeechCheck {
  private static final double SHORTEST = 0.4;
  private static final double LONGEST = 3.0;
  private static final double SLACK_SECONDS = 0.8;

  private SpeechCheck() {}

  /**
   * Throws {@link Failed} with BAD_OUTPUT when {@code sound} cannot be {@code words} spoken.
   *
   * @param words as {@link Wording} cuts them
   */
  public static void check(List<String> words, String language, Loudness sound) {
    if (sound.isSilent()) {
      throw new Failed(FailureKind.BAD_OUTPUT, "the voice gave only silence");
    }
    double expected = SpokenLength.of(words, language).total();
    double spoken = sound.spokenSeconds();
    if (spoken < expected * SHORTEST - SLACK_SECONDS / 4
        || spoken > expected * LONGEST + SLACK_SECONDS) {
      throw new Failed(
          FailureKind.BAD_OUTPUT,
          String.format(
              Locale.ROOT,
              "the voice spoke for %.1f s where about %.1f s were to be expected for %d words",
              spoken,
              expected,
              words.size()));
    }
  }
}
