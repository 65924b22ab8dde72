package dev.kinoloom.provider.freetts;

import dev.kinoloom.domain.Narration.WordTime;
import dev.kinoloom.domain.speech.EnglishReading.Word;
import java.util.ArrayList;
import java.util.List;

/** Which of the engine's words are said for which written word. */
final class WordSpans {
  private WordSpans() {}

  /**
   * A time for each of {@code words}; empty when {@code heard} is not exactly what they say.
   *
   * @param now seconds, where a word that is only seen stands when nothing was heard before it
   */
  static List<WordTime> of(List<Word> words, List<SpokenToken> heard, double now) {
    var said = FreeTts.said(words);
    if (!heard.stream().map(SpokenToken::name).toList().equals(said)) {
      return List.of();
    }
    var times = new ArrayList<WordTime>();
    double last = heard.isEmpty() ? now : heard.get(0).start();
    int next = 0;
    for (Word word : words) {
      double start = word.spoken().isEmpty() ? last : heard.get(next).start();
      next += word.spoken().size();
      last = word.spoken().isEmpty() ? last : heard.get(next - 1).end();
      if (Double.isNaN(start) || Double.isNaN(last)) {
        return List.of();
      }
      times.add(new WordTime(word.written(), millis(start), Math.max(millis(start), millis(last))));
    }
    return times;
  }

  private static int millis(double seconds) {
    return (int) Math.round(seconds * 1000);
  }
}
