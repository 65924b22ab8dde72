package dev.kinoloom.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A scene as it is spoken. Audio is the clock: its samples decide how long the scene's picture
 * stands.
 *
 * @param audio mono, 48 kHz, signed 16 bit WAV, trimmed and levelled; null = silent by wish
 * @param samples its length at {@value #SAMPLE_RATE} Hz; of a silent scene, how long it takes to
 *     read
 * @param words when each word is spoken, in order
 * @param timing how those times were got
 * @param voice provider and voice, e.g. {@code freetts/kevin16}
 */
public record Narration(
    @Nullable ArtifactRef audio, long samples, List<WordTime> words, Timing timing, String voice) {
  public static final int SAMPLE_RATE = 48_000;

  public Narration {
    words = List.copyOf(words);
  }

  /**
   * How word times were got: said by the engine, aligned to the sound, or estimated from the
   * letters.
   */
  public enum Timing {
    ENGINE,
    ALIGNED,
    ESTIMATED
  }

  /**
   * One spoken word.
   *
   * @param text as written, with its punctuation
   * @param startMillis from the start of the scene's audio
   * @param endMillis ≥ startMillis
   */
  public record WordTime(String text, int startMillis, int endMillis) {}
}
