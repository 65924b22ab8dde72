package dev.kinoloom.provider.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kinoloom.provider.offline.Line.Lean;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorthsTest {
  private static final double ANY_LENGTH = 1_000;
  private static final double[] MEANS = {1, 0.9, 0.8};

  private static Line line(String text, int paragraph, int place) {
    return new Line(text, 4, 0, paragraph, place, Lean.NONE, false, false, List.of());
  }

  private static Selection.Worth worth(List<Line> lines, double most) {
    var terms = new Terms(lines.stream().map(Line::text).toList(), "en");
    return new Worths(lines, terms, Unit.of(lines, line -> 1), MEANS).within(most);
  }

  @Test
  void what_repeats_something_that_matters_more_is_worth_less() {
    var lines =
        List.of(
            line("Whales sing at night.", 0, 0),
            line("At night whales sing.", 1, 0),
            line("Boats disturb them often.", 2, 0));

    var heard = worth(lines, ANY_LENGTH).alone();
    var unheard = worth(lines, 0).alone();

    assertThat(heard[1] / heard[0]).isCloseTo(0.3, within(1e-9));
    assertThat(heard[2] / heard[0]).isCloseTo(0.8, within(1e-9));
    assertThat(unheard[1] / unheard[0]).isCloseTo(0.9, within(1e-9));
  }

  @Test
  void a_paragraph_is_not_easily_torn() {
    var lines =
        List.of(
            line("Whales sing.", 0, 0),
            line("Boats disturb them.", 0, 1),
            line("Harbours close early.", 1, 0));

    var worth = worth(lines, ANY_LENGTH);

    assertThat(worth.alone()[1] / worth.alone()[2]).isCloseTo(0.9 * 0.8 / 0.8, within(1e-9));
    assertThat(worth.alongside()[1] / worth.alongside()[2])
        .isCloseTo(0.9 * 1.2 / 0.8, within(1e-9));
    assertThat(worth.alongside()[0]).isEqualTo(worth.alone()[0]);
  }
}
