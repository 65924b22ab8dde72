package dev.kinoloom.provider;

import dev.kinoloom.domain.Narration.Timing;
import dev.kinoloom.domain.Narration.WordTime;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.List;

/** Turns text into speech. */
public interface SpeechProvider {
  /** Short, lower case, stable, e.g. {@code freetts}. */
  String id();

  /**
   * The voices at hand, the best first; empty when the engine isn't installed. Asked once at start;
   * may run a child.
   */
  Future<List<Voice>> voices();

  /**
   * What its speech depends on beside the request, e.g. the name of a model; part of the
   * checkpoint's hash. No secret.
   */
  default String version() {
    return "";
  }

  /**
   * Speaks into a WAV file in the call's scratch directory; whatever rate and level the engine
   * gives.
   */
  Future<Speech> speak(Request request, Call call);

  /**
   * A voice at hand.
   *
   * @param name as the engine knows it
   * @param languages BCP 47 primary tags that it speaks, e.g. {@code en}; {@code *} = any
   * @param wordsPerMinute about how fast
   */
  record Voice(String name, List<String> languages, double wordsPerMinute) {}

  /**
   * What is to be said.
   *
   * @param text plain, whole sentences
   * @param language BCP 47
   * @param voice name of one of the voices
   */
  record Request(String text, String language, String voice) {}

  /**
   * What was said.
   *
   * @param file any audio that FFmpeg reads
   * @param words times as the engine said them, from the start of the file, one for each word as
   *     {@code domain.speech.Wording} cuts the text; empty = it doesn't say
   * @param timing ENGINE when it said them
   */
  record Speech(Path file, List<WordTime> words, Timing timing) {}
}
