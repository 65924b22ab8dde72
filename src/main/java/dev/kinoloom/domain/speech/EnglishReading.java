package dev.kinoloom.domain.speech;

import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.text.Sentences;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How an English text is read aloud, word by word, for engines that know little more than the
 * letters a to z: {@code $3.5 million} is read "three point five" and "million dollars". The spoken
 * form has only lower-case words of {@code [a-z']} and the pause marks {@code , . ? !}, so nothing
 * in it can mean anything to an engine but speech.
 *
 * @param words the words as {@link Wording} cuts them, in order
 */
public record EnglishReading(List<Word> words) {
  /** A foreign name or two in a scene may be seen and not heard. */
  private static final double UNREADABLE_MAX = 0.2;

  public EnglishReading {
    words = List.copyOf(words);
  }

  /**
   * One written word.
   *
   * @param written as in the text
   * @param spoken what is said for it; empty for a sign that is only seen
   * @param pause what follows: {@code ""}, or one of {@code , . ? !}
   * @param unreadable it has letters of another script than Latin, which are not said
   */
  public record Word(String written, List<String> spoken, String pause, boolean unreadable) {
    public Word {
      spoken = List.copyOf(spoken);
    }
  }

  /** How {@code text} is read. */
  public static EnglishReading of(String text) {
    var written = Wording.of(text);
    var ends = Sentences.endsAfter(written, i -> true, "en");
    var tokens =
        IntStream.range(0, written.size())
            .mapToObj(i -> EnglishToken.of(written.get(i), ends.get(i)))
            .toList();
    boolean shouting = isShouting(tokens);
    var words = new ArrayList<Word>();
    for (int i = 0; i < tokens.size(); i++) {
      var around =
          new EnglishToken.Around(
              i > 0 ? tokens.get(i - 1).core() : "",
              i + 1 < tokens.size() ? tokens.get(i + 1).core() : "",
              shouting,
              ends.get(i));
      add(tokens.get(i), around, words);
    }
    return new EnglishReading(words);
  }

  /** A sign on its own, e.g. a dash, is a pause after the word before it. */
  private static void add(EnglishToken token, EnglishToken.Around around, List<Word> words) {
    var spoken = token.spoken(around);
    String pause = token.pause();
    if (spoken.isEmpty() && !words.isEmpty() && !pause.isEmpty()) {
      Word last = words.remove(words.size() - 1);
      String kept = last.pause().isEmpty() ? pause : last.pause();
      words.add(new Word(last.written(), last.spoken(), kept, last.unreadable()));
      pause = "";
    }
    words.add(
        new Word(token.written(), spoken, spoken.isEmpty() ? "" : pause, token.isUnreadable()));
  }

  /** Capitals throughout say nothing about abbreviations. */
  private static boolean isShouting(List<EnglishToken> tokens) {
    long capitals = tokens.stream().filter(token -> token.core().matches("[A-Z]{2,}")).count();
    return capitals >= 4 && capitals * 2 > tokens.size();
  }

  /** All that is said, as one line. */
  public String spoken() {
    return spoken(words);
  }

  /** What is said for these words, as one line. */
  public static String spoken(List<Word> words) {
    return words.stream()
        .filter(word -> !word.spoken().isEmpty())
        .map(word -> String.join(" ", word.spoken()) + word.pause())
        .collect(Collectors.joining(" "));
  }

  /** The words sentence by sentence; a sentence has at least one spoken word where the text has. */
  public List<List<Word>> sentences() {
    var sentences = new ArrayList<List<Word>>();
    var current = new ArrayList<Word>();
    for (Word word : words) {
      current.add(word);
      if (word.pause().matches("[.?!]")) {
        sentences.add(List.copyOf(current));
        current.clear();
      }
    }
    boolean silentRest = current.stream().allMatch(word -> word.spoken().isEmpty());
    if (silentRest && !sentences.isEmpty()) {
      current.addAll(0, sentences.remove(sentences.size() - 1));
    }
    if (!current.isEmpty()) {
      sentences.add(List.copyOf(current));
    }
    return sentences;
  }

  /** Throws UNSUPPORTED, naming the words, when too much of it would be left out. */
  public void expectReadable() {
    var left = unreadable();
    long said = words.stream().filter(word -> !word.spoken().isEmpty()).count();
    if (said == 0 || left.size() > words.size() * UNREADABLE_MAX) {
      String which =
          left.isEmpty()
              ? "it has no words"
              : "“%s” is not written in Latin letters"
                  .formatted(String.join(" ", left.subList(0, Math.min(5, left.size()))));
      throw new Failed(
          FailureKind.UNSUPPORTED, "an English voice cannot speak this text: " + which);
    }
  }

  /** The written words that cannot be read, because their letters are not Latin. */
  public List<String> unreadable() {
    return words.stream().filter(Word::unreadable).map(Word::written).toList();
  }
}
