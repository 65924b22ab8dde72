package dev.kinoloom.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.domain.Holding;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static Holding lease(long job, int epoch) {
    return new Holding(job, 1, epoch, false);
  }

  private static Holding stopping(long job, int epoch) {
    return new Holding(job, 1, epoch, true);
  }

  @Test
  void what_the_database_knows_nothing_of_is_fenced() {
    var ran = List.of(lease(1, 1), lease(2, 1));

    assertThat(Comparison.of(List.of(lease(1, 1), lease(2, 2)), ran, ran).fenced())
        .containsExactly(lease(2, 1));
  }

  @Test
  void what_began_after_the_question_was_asked_is_not() {
    var comparison = Comparison.of(List.of(), List.of(), List.of(lease(1, 1)));

    assertThat(comparison.fenced()).isEmpty();
  }

  @Test
  void what_is_to_be_stopped_is_told_once() {
    var held = List.of(stopping(1, 1), stopping(2, 1), lease(3, 1));
    var ran = List.of(lease(1, 1), stopping(2, 1), lease(3, 1));

    assertThat(Comparison.of(held, ran, ran).stopped()).containsExactly(lease(1, 1));
  }

  @Test
  void what_is_held_but_runs_nowhere_is_an_orphan() {
    var comparison =
        Comparison.of(
            List.of(lease(1, 1), lease(2, 1), lease(3, 1)),
            List.of(lease(1, 1)),
            List.of(lease(2, 1)));

    assertThat(comparison.orphans()).containsExactly(lease(3, 1));
    assertThat(comparison.fenced()).isEmpty();
  }
}
