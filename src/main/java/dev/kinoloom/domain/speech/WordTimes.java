package dev.kinoloom.domain.speech;

import dev.kinoloom.domain.Narration.Timing;
import dev.kinoloom.domain.Narration.WordTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When each word of a text is spoken. In order, never overlapping, inside the sound.
 *
 * @param words one for each word as {@link Wording} cuts them; a word that is only seen has no
 *     length
 * @param timing how they were got
 */
public record WordTimes(List<WordTime> words, Timing timing) {
  /** Between two places found in the sound, more words than this are a guess. */
  private static final int WORDS_BETWEEN_MAX = 14;

  /** How far outside the sound an engine's time may be before none of its times is believed. */
  private static final int TOLERANCE_MILLIS = 300;

  public WordTimes {
    words = List.copyOf(words);
  }

  /**
   * Times as an engine said them, for a sound of which {@code cutMillis} were cut from the start;
   * empty when they cannot be those of this text and sound.
   */
  public static Optional<WordTimes> engine(
      List<String> texts, List<WordTime> said, int cutMillis, int lengthMillis) {
    if (said.size() != texts.size() || texts.isEmpty()) {
      return Optional.empty();
    }
    var words = new ArrayList<WordTime>();
    int before = 0;
    for (int i = 0; i < said.size(); i++) {
      int start = said.get(i).startMillis() - cutMillis;
      int end = said.get(i).endMillis() - cutMillis;
      if (start < before - TOLERANCE_MILLIS
          || end < start
          || end > lengthMillis + TOLERANCE_MILLIS) {
        return Optional.empty();
      }
      int from = Math.min(lengthMillis, Math.max(before, start));
      before = Math.min(lengthMillis, Math.max(from, end));
      words.add(new WordTime(texts.get(i), from, before));
    }
    return Optional.of(new WordTimes(words, Timing.ENGINE));
  }

  /**
   * Times found by the pauses in the sound, which are matched to those of the text; between them
   * the words share the time by their letters. ALIGNED when the pauses found are close enough to
   * each other, else ESTIMATED.
   */
  public static WordTimes aligned(List<String> texts, String language, Loudness sound) {
    var length = SpokenLength.of(texts, language);
    var clock = new VoicedClock(sound.voiced(), sound.pauses());
    var anchors = new PhraseMatch(length, clock).anchors();
    var words = new ArrayList<WordTime>();
    int longest = 0;
    for (int i = 1; i < anchors.size(); i++) {
      var from = anchors.get(i - 1);
      var to = anchors.get(i);
      longest = Math.max(longest, to.word() - from.word());
      share(texts, length, from, to, clock, words);
    }
    return new WordTimes(words, longest <= WORDS_BETWEEN_MAX ? Timing.ALIGNED : Timing.ESTIMATED);
  }

  /** Times of words that nobody speaks, spread over {@code millis} by their letters. */
  public static WordTimes estimated(List<String> texts, String language, int millis) {
    var length = SpokenLength.of(texts, language);
    var clock = new VoicedClock(new Loudness.Span(0, millis), List.of());
    var words = new ArrayList<WordTime>();
    share(
        texts,
        length,
        new PhraseMatch.Anchor(0, 0),
        new PhraseMatch.Anchor(texts.size(), clock.total()),
        clock,
        words);
    return new WordTimes(words, Timing.ESTIMATED);
  }

  private static void share(
      List<String> texts,
      SpokenLength length,
      PhraseMatch.Anchor from,
      PhraseMatch.Anchor to,
      VoicedClock clock,
      List<WordTime> words) {
    var parts = length.seconds().subList(from.word(), to.word());
    double sum = parts.stream().mapToDouble(Double::doubleValue).sum();
    double said = 0;
    for (int i = from.word(); i < to.word(); i++) {
      double start = from.voiced() + part(said, sum) * (to.voiced() - from.voiced());
      said += length.seconds().get(i);
      double end = from.voiced() + part(said, sum) * (to.voiced() - from.voiced());
      int before = words.isEmpty() ? 0 : words.get(words.size() - 1).endMillis();
      int startMillis = end > start ? Math.max(before, clock.startAt(start)) : clock.endAt(start);
      startMillis = Math.max(before, startMillis);
      words.add(new WordTime(texts.get(i), startMillis, Math.max(startMillis, clock.endAt(end))));
    }
  }

  private static double part(double said, double sum) {
    return sum > 0 ? Math.min(1, said / sum) : 0;
  }
}
