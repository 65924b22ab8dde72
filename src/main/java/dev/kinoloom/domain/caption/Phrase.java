package dev.kinoloom.domain.caption;

import dev.kinoloom.domain.caption.Cue.Word;
import dev.kinoloom.domain.text.Sentences;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** How well a line or cue may end after a word. */
enum Phrase {
  SENTENCE(0),
  CLAUSE(0.25),
  /** The next word opens a clause of its own: "which", "because". */
  BEFORE_CLAUSE(0.5),
  WORD(0.9),
  /** A small word that belongs to the next one. */
  LEANING(1.4),
  /** Half of one thing: a number and its unit, a title and its name. */
  GLUED(6);

  private static final String CLAUSE_ENDS = ",;:!?…–—،؛、，；：";
  private static final String CLOSERS = "\"'”’»)]}」』）";
  private static final Set<String> LEANING_WORDS =
      Set.of(
          "a", "an", "the", "of", "to", "in", "on", "at", "by", "for", "and", "or", "but", "as",
          "is", "are", "was", "were", "with", "from", "that", "about", "der", "die", "das", "ein",
          "eine", "und", "von", "zu", "le", "la", "les", "un", "une", "de", "du", "et", "el", "los",
          "y");
  private static final Set<String> CLAUSE_OPENERS =
      Set.of(
          "and",
          "but",
          "or",
          "because",
          "which",
          "who",
          "where",
          "when",
          "while",
          "although",
          "though",
          "that",
          "if",
          "unless",
          "until",
          "since",
          "so",
          "than",
          "und",
          "aber",
          "weil",
          "wenn",
          "mais",
          "parce",
          "qui",
          "pero",
          "porque",
          "que");

  private final double costOfBreaking;

  Phrase(double costOfBreaking) {
    this.costOfBreaking = costOfBreaking;
  }

  double costOfBreaking() {
    return costOfBreaking;
  }

  /** What ends with each of {@code words}, which stand together; {@code language}: BCP 47. */
  static List<Phrase> endings(List<Word> words, String language) {
    var texts = words.stream().map(Word::text).toList();
    var sentences = Sentences.endsAfter(texts, i -> words.get(i).spaced(), language);
    var endings = new ArrayList<Phrase>();
    for (int i = 0; i < texts.size(); i++) {
      boolean last = i + 1 == texts.size();
      endings.add(sentences.get(i) || last ? SENTENCE : between(texts.get(i), texts.get(i + 1)));
    }
    return List.copyOf(endings);
  }

  private static Phrase between(String word, String next) {
    int end = word.length();
    while (end > 1 && CLOSERS.indexOf(word.charAt(end - 1)) >= 0) {
      end--;
    }
    if (CLAUSE_ENDS.indexOf(word.charAt(end - 1)) >= 0) {
      return CLAUSE;
    }
    if (Together.are(word, next)) {
      return GLUED;
    }
    if (LEANING_WORDS.contains(word.toLowerCase(Locale.ROOT))) {
      return LEANING;
    }
    boolean opens = CLAUSE_OPENERS.contains(next.toLowerCase(Locale.ROOT));
    return end < word.length() || opens ? BEFORE_CLAUSE : WORD;
  }
}
