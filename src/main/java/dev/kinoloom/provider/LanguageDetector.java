package dev.kinoloom.provider;

import java.util.Optional;

/** Tells in which language a text is written. */
@FunctionalInterface
public interface LanguageDetector {
  /**
   * BCP 47 primary tag, e.g. {@code de}; empty = too little text to tell. Blocks: the first call
   * may take seconds, later ones milliseconds.
   */
  Optional<String> detect(String text);
}
