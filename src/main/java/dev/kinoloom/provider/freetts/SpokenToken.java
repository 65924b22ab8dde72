package dev.kinoloom.provider.freetts;

import com.sun.speech.freetts.Item;
import com.sun.speech.freetts.Relation;
import com.sun.speech.freetts.Utterance;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A word of the text that FreeTTS was given, and when it speaks it.
 *
 * @param name as given
 * @param start seconds from the start of the tape
 * @param end seconds
 */
record SpokenToken(String name, double start, double end) {

  static List<SpokenToken> of(Utterance utterance, double offset) {
    var tokens = new ArrayList<SpokenToken>();
    Relation all = utterance.getRelation(Relation.TOKEN);
    for (Item token = all == null ? null : all.getHead(); token != null; token = token.getNext()) {
      double start = Double.NaN;
      double end = Double.NaN;
      for (Item word = token.getDaughter(); word != null; word = word.getNext()) {
        double begins = begin(word);
        start = Double.isNaN(start) ? begins : start;
        end = Double.isNaN(end(word)) ? end : end(word);
      }
      tokens.add(new SpokenToken(String.valueOf(token), offset + start, offset + end));
    }
    return tokens;
  }

  /** The end of the sound before the word's first one; NaN when the word has no sound. */
  private static double begin(Item word) {
    Item first = sound(structure(word), true);
    if (first == null) {
      return Double.NaN;
    }
    Item before = first.getPrevious();
    return before == null ? 0 : before.getFeatures().getFloat("end");
  }

  private static double end(Item word) {
    Item last = sound(structure(word), false);
    return last == null ? Double.NaN : last.getFeatures().getFloat("end");
  }

  private static @Nullable Item structure(Item word) {
    return word.getItemAs(Relation.SYLLABLE_STRUCTURE);
  }

  private static @Nullable Item sound(@Nullable Item word, boolean first) {
    Item syllable = word == null ? null : first ? word.getDaughter() : word.getLastDaughter();
    Item sound =
        syllable == null ? null : first ? syllable.getDaughter() : syllable.getLastDaughter();
    return sound == null ? null : sound.getItemAs(Relation.SEGMENT);
  }
}
