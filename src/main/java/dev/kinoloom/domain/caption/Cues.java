package dev.kinoloom.domain.caption;

import dev.kinoloom.domain.FrameSize;
import dev.kinoloom.domain.Narration;
import dev.kinoloom.domain.caption.Cue.Word;
import java.util.ArrayList;
import java.util.List;

/**
 * Parts the words of a scene into cues of one or two lines. Of all ways that fit, the one that
 * breaks most often where a phrase ends and leaves the cues about equally full.
 */
public final class Cues {
  private static final int COLUMNS_MOST = 42;
  private static final int COLUMNS_LEAST = 18;

  /** A cue stays so long after its last word, if nothing follows sooner. */
  private static final int LINGER_MILLIS = 600;

  /** Two cues this near follow each other without a gap. */
  private static final int JOIN_MILLIS = 300;

  private static final int APPEAR_EARLIER_MILLIS = 80;

  private final List<Word> words;
  private final int columns;

  /** Columns of all words before one, with their blanks. */
  private final int[] before;

  private Cues(List<Word> words, int columns) {
    this.words = words;
    this.columns = columns;
    this.before = new int[words.size() + 1];
    for (int i = 0; i < words.size(); i++) {
      before[i + 1] = before[i] + blank(i) + Columns.of(words.get(i).text());
    }
  }

  private int blank(int word) {
    return words.get(word).spaced() ? 1 : 0;
  }

  /** How many columns a line may have in a picture of this size, 18 to 42. */
  public static int columns(FrameSize size) {
    double wide = 27.0 * size.width() / size.height();
    if (size.isPortrait()) {
      wide = COLUMNS_LEAST + 6.0 * size.width() / size.height();
    }
    return (int) Math.max(COLUMNS_LEAST, Math.min(COLUMNS_MOST, wide));
  }

  /**
   * The cues of a scene, from the start of its narration. {@code text}: what is said, for a
   * narration that names no words. Empty only when there is nothing to be read.
   */
  public static List<Cue> of(Narration narration, String text, FrameSize size) {
    int columns = columns(size);
    var words = Words.of(narration, text, columns);
    int end = Math.toIntExact(narration.samples() * 1000 / Narration.SAMPLE_RATE);
    return words.isEmpty() ? List.of() : timed(new Cues(words, columns).parted(), end);
  }

  /** The cheapest partition: {@code cheapest[to]} is the cost of all words before {@code to}. */
  private List<List<List<Word>>> parted() {
    int n = words.size();
    double[] cheapest = new double[n + 1];
    int[] cut = new int[n + 1];
    for (int to = 1; to <= n; to++) {
      cheapest[to] = Double.POSITIVE_INFINITY;
      for (int from = to - 1; from >= 0 && fits(from, to); from--) {
        double cost = cheapest[from] + cost(from, to);
        if (cost < cheapest[to]) {
          cheapest[to] = cost;
          cut[to] = from;
        }
      }
    }
    var cues = new ArrayList<List<List<Word>>>();
    for (int to = n; to > 0; to = cut[to]) {
      cues.add(0, lines(cut[to], to));
    }
    return cues;
  }

  private boolean fits(int from, int to) {
    return to - from == 1 || width(from, to) <= columns || breakOf(from, to) > 0;
  }

  private int width(int from, int to) {
    return before[to] - before[from] - blank(from);
  }

  /** A sentence does not end within a cue, a phrase rather not after it. */
  private double cost(int from, int to) {
    double empty = 1 - Math.min(1, width(from, to) / (2.0 * columns));
    double cost = 1.2 + empty * empty;
    for (int i = from; i < to - 1; i++) {
      cost += Phrase.ending(words.get(i).text()) == Phrase.SENTENCE ? 4 : 0;
    }
    boolean last = to == words.size();
    return last ? cost : cost + Phrase.ending(words.get(to - 1).text()).costOfBreaking();
  }

  private List<List<Word>> lines(int from, int to) {
    int at = breakOf(from, to);
    return width(from, to) <= columns || at <= 0
        ? List.of(words.subList(from, to))
        : List.of(words.subList(from, at), words.subList(at, to));
  }

  /** Where the second line begins; 0 when two lines don't hold it. */
  private int breakOf(int from, int to) {
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int at = from + 1; at < to; at++) {
      int upper = width(from, at);
      int lower = width(at, to);
      if (upper <= columns && lower <= columns) {
        double uneven = Math.abs(upper - lower) / (double) columns;
        double cost = uneven + 0.5 * Phrase.ending(words.get(at - 1).text()).costOfBreaking();
        if (cost < least) {
          least = cost;
          best = at;
        }
      }
    }
    return best;
  }

  private static List<Cue> timed(List<List<List<Word>>> parts, int sceneEnd) {
    var cues = new ArrayList<Cue>();
    for (int i = 0; i < parts.size(); i++) {
      int start = start(parts.get(i));
      int from = cues.isEmpty() ? start : Math.max(start, cues.get(i - 1).endMillis());
      int next = i + 1 < parts.size() ? start(parts.get(i + 1)) : sceneEnd + LINGER_MILLIS / 2;
      cues.add(new Cue(from, Math.max(from + 1, end(parts.get(i), next)), parts.get(i)));
    }
    return List.copyOf(cues);
  }

  private static int start(List<List<Word>> lines) {
    return Math.max(0, lines.get(0).get(0).startMillis() - APPEAR_EARLIER_MILLIS);
  }

  private static int end(List<List<Word>> lines, int next) {
    var lastLine = lines.get(lines.size() - 1);
    int spoken = lastLine.get(lastLine.size() - 1).endMillis();
    int lingering = Math.min(next, spoken + LINGER_MILLIS);
    return next - lingering <= JOIN_MILLIS ? next : lingering;
  }
}
