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

  /** Nobody reads what is gone sooner. */
  private static final int SHORTEST_MILLIS = 800;

  private static final double TOO_SHORT = 7;
  private static final double WORD_ALONE = 3;
  private static final int COLUMNS_OF_A_SHORT_WORD = 10;

  private final List<Word> words;
  private final List<Phrase> endings;
  private final int columns;
  private final int end;

  /** Columns of all words before one, with their blanks. */
  private final int[] before;

  private Cues(List<Word> words, String language, int columns, int end) {
    this.words = words;
    this.endings = Phrase.endings(words, language);
    this.columns = columns;
    this.end = end;
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

  /** Likewise, of a text whose language has no rules of its own here. */
  public static List<Cue> of(Narration narration, String text, FrameSize size) {
    return of(narration, text, "en", size);
  }

  /**
   * The cues of a scene, from the start of its narration. {@code text}: what is said, for a
   * narration that names no words; {@code language}: its BCP 47 tag. Empty only when there is
   * nothing to be read.
   */
  public static List<Cue> of(Narration narration, String text, String language, FrameSize size) {
    int columns = columns(size);
    var words = Words.of(narration, text, columns);
    int end = Math.toIntExact(narration.samples() * 1000 / Narration.SAMPLE_RATE);
    var cues = new Cues(words, language, columns, end);
    return words.isEmpty() ? List.of() : cues.timed(cues.parted());
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

  /** A sentence does not end within a cue unless it is too short for one of its own. */
  private double cost(int from, int to) {
    double empty = 1 - Math.min(1, width(from, to) / (2.0 * columns));
    double cost = 1.2 + empty * empty + costOfHaste(from, to) + costOfLoneliness(from, to);
    for (int i = from; i < to - 1; i++) {
      cost += endings.get(i) == Phrase.SENTENCE ? 4 : 0;
    }
    return cost + endings.get(to - 1).costOfBreaking();
  }

  private double costOfHaste(int from, int to) {
    int next = to < words.size() ? start(words.get(to)) : end + LINGER_MILLIS / 2;
    int gone = Math.min(next, words.get(to - 1).endMillis() + LINGER_MILLIS);
    return gone - start(words.get(from)) < SHORTEST_MILLIS ? TOO_SHORT : 0;
  }

  private double costOfLoneliness(int from, int to) {
    boolean sentence = from == 0 || endings.get(from - 1) == Phrase.SENTENCE;
    boolean alone = to - from == 1 && !(sentence && endings.get(from) == Phrase.SENTENCE);
    return alone && width(from, to) < COLUMNS_OF_A_SHORT_WORD ? WORD_ALONE : 0;
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
        double cost = uneven + 0.5 * endings.get(at - 1).costOfBreaking();
        if (cost < least) {
          least = cost;
          best = at;
        }
      }
    }
    return best;
  }

  private List<Cue> timed(List<List<List<Word>>> parts) {
    var cues = new ArrayList<Cue>();
    for (int i = 0; i < parts.size(); i++) {
      int start = start(parts.get(i));
      int from = cues.isEmpty() ? start : Math.max(start, cues.get(i - 1).endMillis());
      int next = i + 1 < parts.size() ? start(parts.get(i + 1)) : end + LINGER_MILLIS / 2;
      cues.add(new Cue(from, Math.max(from + 1, gone(parts.get(i), next)), parts.get(i)));
    }
    return List.copyOf(cues);
  }

  private static int start(List<List<Word>> lines) {
    return start(lines.get(0).get(0));
  }

  private static int start(Word word) {
    return Math.max(0, word.startMillis() - APPEAR_EARLIER_MILLIS);
  }

  private static int gone(List<List<Word>> lines, int next) {
    var lastLine = lines.get(lines.size() - 1);
    int spoken = lastLine.get(lastLine.size() - 1).endMillis();
    int lingering = Math.min(next, spoken + LINGER_MILLIS);
    return next - lingering <= JOIN_MILLIS ? next : lingering;
  }
}
