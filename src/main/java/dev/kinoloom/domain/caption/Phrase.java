package dev.kinoloom.domain.caption;

import java.util.Locale;
import java.util.Set;

/** How well a line or cue may end after a word. */
enum Phrase {
  SENTENCE(0),
  CLAUSE(0.25),
  WORD(0.9),
  /** A small word that belongs to the next one. */
  LEANING(1.4);

  private static final String SENTENCE_ENDS = ".!?…。！？؟۔।";
  private static final String CLAUSE_ENDS = ",;:–—،؛、，；：";
  private static final String CLOSERS = "\"'”’»)]}」』）";
  private static final Set<String> LEANING_WORDS =
      Set.of(
          "a", "an", "the", "of", "to", "in", "on", "at", "by", "for", "and", "or", "but", "as",
          "is", "are", "was", "were", "with", "from", "that", "der", "die", "das", "ein", "eine",
          "und", "von", "zu", "le", "la", "les", "un", "une", "de", "du", "et", "el", "los", "y");

  private final double costOfBreaking;

  Phrase(double costOfBreaking) {
    this.costOfBreaking = costOfBreaking;
  }

  double costOfBreaking() {
    return costOfBreaking;
  }

  /** What ends with this word. */
  static Phrase ending(String word) {
    int last = word.length();
    while (last > 1 && CLOSERS.indexOf(word.charAt(last - 1)) >= 0) {
      last--;
    }
    char sign = word.charAt(last - 1);
    if (SENTENCE_ENDS.indexOf(sign) >= 0) {
      return SENTENCE;
    }
    if (CLAUSE_ENDS.indexOf(sign) >= 0) {
      return CLAUSE;
    }
    return LEANING_WORDS.contains(word.toLowerCase(Locale.ROOT)) ? LEANING : WORD;
  }
}
