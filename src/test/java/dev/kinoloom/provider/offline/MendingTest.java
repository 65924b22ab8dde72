package dev.kinoloom.provider.offline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.provider.offline.Line.Lean;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MendingTest {
  private static final double[] MATTER_LITTLE = {0.1, 0.1, 0.1, 0.1};
  private static final List<String> BOAT_NAMED_FIRST =
      List.of(
          "Ann bought a boat.", "Tom lives in Paris.", "He cooks well.", "Nobody mended the boat.");
  private static final List<String> BOAT_NAMED_JUST_BEFORE =
      List.of(
          "Ann bought a house.", "Tom lives in Paris.", "He drew a boat.", "Nobody saw the boat.");

  /** Each sentence is a unit that costs 1. */
  private static Mending mending(List<String> sentences, double[] means, int most) {
    var lines =
        IntStream.range(0, sentences.size())
            .mapToObj(
                i ->
                    new Line(
                        sentences.get(i), 4, 0, i, 0, Lean.NONE, false, false, List.<String>of()))
            .toList();
    var definites = new Definites(new Article(lines, List.of()), "", "en");
    return new Mending(Unit.of(lines, line -> 1), means, definites, 1, most);
  }

  private static Selection.Worth worth(double... worth) {
    return new Selection.Worth(worth, Arrays.copyOf(worth, worth.length));
  }

  @Test
  void where_nothing_is_missed_the_worthiest_are_said() {
    assertThat(mending(BOAT_NAMED_FIRST, MATTER_LITTLE, 3).pick(worth(4, 1, 2, 3), -1, -1))
        .containsExactly(0, 2, 3);
  }

  @Test
  void the_opening_and_the_close_are_said_and_nothing_after_the_close() {
    assertThat(mending(BOAT_NAMED_FIRST, MATTER_LITTLE, 3).pick(worth(1, 9, 1, 9), 0, 2))
        .containsExactly(0, 1, 2);
  }

  @Test
  void what_speaks_of_something_that_was_left_out_brings_it_in_where_both_matter() {
    var matter = new double[] {0.5, 0.1, 0.1, 0.5};

    assertThat(mending(BOAT_NAMED_FIRST, matter, 3).pick(worth(1, 9, 8, 1), -1, 3))
        .containsExactly(0, 1, 3);
  }

  @Test
  void what_speaks_of_something_that_was_left_out_is_left_out_too_where_they_do_not_matter() {
    assertThat(mending(BOAT_NAMED_FIRST, MATTER_LITTLE, 2).pick(worth(1, 9, 8, 1), -1, 3))
        .containsExactly(1, 2);
  }

  @Test
  void what_speaks_of_the_sentence_before_it_is_said_after_it_however_little_they_matter() {
    assertThat(mending(BOAT_NAMED_JUST_BEFORE, MATTER_LITTLE, 2).pick(worth(8, 9, 1, 1), -1, 3))
        .containsExactly(2, 3);
  }
}
