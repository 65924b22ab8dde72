package dev.kinoloom.provider;

import java.util.Optional;

/** Whether a text can be drawn with the fonts at hand. */
@FunctionalInterface
public interface FontCoverage {
  /**
   * The writing that no font at hand covers, by its English name as in {@link
   * Character.UnicodeScript}, e.g. {@code Arabic} or {@code Han}; empty = every letter, digit and
   * mark is covered. Symbols that nobody covers are not asked about: whoever draws leaves them out.
   * Blocks for milliseconds.
   */
  Optional<String> missing(String text);

  /** The same, as half a sentence for people that says what to install. */
  default Optional<String> advice(String text) {
    return missing(text)
        .map(writing -> "no font here covers %s: install one that does".formatted(writing));
  }
}
