package dev.kinoloom.provider.flite;

import dev.kinoloom.domain.Narration.WordTime;
import dev.kinoloom.domain.speech.EnglishReading.Word;
import dev.kinoloom.provider.flite.Sounds.Sound;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Lays the sounds of a text's words, each as it is said alone, beside the sounds that were spoken:
 * the cheapest way of sameness, change, loss and addition. Running speech changes few of them.
 */
final class SoundMatch {
  private static final int CHANGE = 3;
  private static final int VOWEL_CHANGE = 1;
  private static final int LOSS = 2;

  /** 16 million steps, a byte each; a scene of a thousand words. */
  private static final long STEPS_MAX = 16_000_000;

  private final List<Word> words;
  private final List<Sound> heard;
  private final List<String> expected = new ArrayList<>();
  private final List<Integer> owner = new ArrayList<>();

  SoundMatch(List<Word> words, Dictionary dictionary, List<Sound> heard) {
    this.words = words;
    this.heard = heard;
    for (int i = 0; i < words.size(); i++) {
      for (String spoken : words.get(i).spoken()) {
        for (String sound : dictionary.of(spoken)) {
          expected.add(sound);
          owner.add(i);
        }
      }
    }
  }

  /** A time for each word; empty when the two are not the same text. */
  List<WordTime> times() {
    long steps = (expected.size() + 1L) * (heard.size() + 1L);
    if (heard.isEmpty() || expected.isEmpty() || steps > STEPS_MAX) {
      return List.of();
    }
    int[] ownerOfHeard = walkBack(moves());
    return spans(ownerOfHeard);
  }

  /** For each pair of positions the last move: 0 both, 1 expected only, 2 heard only. */
  private byte[][] moves() {
    var moves = new byte[expected.size() + 1][heard.size() + 1];
    int[] above = new int[heard.size() + 1];
    for (int j = 1; j <= heard.size(); j++) {
      above[j] = j * LOSS;
      moves[0][j] = 2;
    }
    for (int i = 1; i <= expected.size(); i++) {
      int[] row = new int[heard.size() + 1];
      row[0] = i * LOSS;
      moves[i][0] = 1;
      for (int j = 1; j <= heard.size(); j++) {
        int both = above[j - 1] + change(expected.get(i - 1), heard.get(j - 1).name());
        int lost = above[j] + LOSS;
        int added = row[j - 1] + LOSS;
        row[j] = Math.min(both, Math.min(lost, added));
        moves[i][j] = (byte) (row[j] == both ? 0 : row[j] == lost ? 1 : 2);
      }
      above = row;
    }
    return moves;
  }

  private static int change(String one, String other) {
    if (one.equals(other)) {
      return 0;
    }
    return isVowel(one) && isVowel(other) ? VOWEL_CHANGE : CHANGE;
  }

  private static boolean isVowel(String sound) {
    return "aeiou".indexOf(sound.charAt(0)) >= 0;
  }

  /** The word that each heard sound belongs to; an added one belongs to its neighbour. */
  private int[] walkBack(byte[][] moves) {
    int[] owners = new int[heard.size()];
    int i = expected.size();
    int j = heard.size();
    while (j > 0) {
      byte move = moves[i][j];
      if (move != 1) {
        owners[j - 1] = owner.get(Math.max(0, i - 1));
        j--;
      }
      if (move != 2) {
        i--;
      }
    }
    return owners;
  }

  private List<WordTime> spans(int[] owners) {
    double[] start = new double[words.size()];
    double[] end = new double[words.size()];
    Arrays.fill(start, Double.NaN);
    for (int j = 0; j < owners.length; j++) {
      int word = owners[j];
      start[word] = Double.isNaN(start[word]) ? heard.get(j).start() : start[word];
      end[word] = heard.get(j).end();
    }
    var times = new ArrayList<WordTime>();
    double last = heard.get(0).start();
    for (int i = 0; i < words.size(); i++) {
      boolean spoken = !words.get(i).spoken().isEmpty();
      if (spoken && Double.isNaN(start[i])) {
        return List.of();
      }
      double from = spoken ? start[i] : last;
      last = spoken ? end[i] : last;
      times.add(new WordTime(words.get(i).written(), millis(from), millis(last)));
    }
    return times;
  }

  private static int millis(double seconds) {
    return (int) Math.round(seconds * 1000);
  }
}
