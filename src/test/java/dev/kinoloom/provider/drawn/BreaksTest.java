package dev.kinoloom.provider.drawn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class BreaksTest {
  private static List<String> lines(String text, int count, double widest) {
    var breaks = new Breaks(text, Locale.ENGLISH);
    var lines = new ArrayList<String>();
    int from = 0;
    for (int to : breaks.evened(count, widest, (a, b) -> text.substring(a, b).strip().length())) {
      lines.add(text.substring(from, to).strip());
      from = to;
    }
    return lines;
  }

  @Test
  void no_line_is_left_short_when_words_can_be_spread_better() {
    assertThat(lines("Whether we have anything to say to each other remains to be seen", 4, 18))
        .containsExactly(
            "Whether we have", "anything to say", "to each other", "remains to be seen");
  }

  @Test
  void there_are_none_when_the_words_do_not_fit_or_are_too_few() {
    assertThat(lines("anything to say", 2, 5)).isEmpty();
    assertThat(lines("say it", 3, 20)).isEmpty();
  }
}
