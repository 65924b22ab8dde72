package dev.kinoloom.provider;

import dev.kinoloom.domain.Brief;
import dev.kinoloom.domain.Script;
import io.vertx.core.Future;

/** Writes what is said, scene by scene. */
public interface ScriptProvider {
  /** Short, lower case, stable: part of the checkpoint's hash and of metric labels. */
  String id();

  /**
   * All that a script depends on beside the request, in a word: who writes, and with what model.
   */
  default String fingerprint() {
    return id();
  }

  /** Whether it can write from this at all (the offline writer cannot from a bare topic). */
  boolean canWrite(Brief.Kind kind, String language);

  Future<Script> write(Request request, Call call);

  /**
   * What is to be written.
   *
   * @param brief the wish
   * @param kind TOPIC, ARTICLE or SCRIPT; never AUTO
   * @param title given or found; may be empty
   * @param text normalised: NFC, {@code \n} line ends, paragraphs parted by an empty line, headings
   *     as lines {@code # …}, items as lines {@code - …}
   * @param language BCP 47 of the text
   * @param wordsPerMinute at which the voice that will be used speaks
   */
  record Request(
      Brief brief,
      Brief.Kind kind,
      String title,
      String text,
      String language,
      double wordsPerMinute) {}
}
