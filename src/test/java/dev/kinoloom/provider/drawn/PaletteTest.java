package dev.kinoloom.provider.drawn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.domain.StyleName;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PaletteTest {
  private static final double READABLE = 4.5;

  @ParameterizedTest
  @EnumSource(StyleName.class)
  void every_text_colour_is_readable_on_everything_that_may_lie_under_it(StyleName style) {
    var p = Look.of(style).palette();
    var grounds = new ArrayList<>(p.tones());
    grounds.addAll(List.of(p.groundTop(), p.groundBottom(), p.panel()));
    for (var ground : grounds) {
      for (var ink : List.of(p.text(), p.muted(), p.accent())) {
        assertThat(Colours.contrast(ink, ground))
            .as("%s on %s in %s", hex(ink), hex(ground), style)
            .isGreaterThanOrEqualTo(READABLE);
      }
    }
    assertThat(Colours.contrast(p.onAccent(), p.accent())).isGreaterThanOrEqualTo(READABLE);
  }

  @Test
  void contrast_is_that_of_wcag() {
    assertThat(Colours.contrast(Color.BLACK, Color.WHITE)).isEqualTo(21);
    assertThat(Colours.contrast(new Color(0x777777), Color.WHITE)).isBetween(4.47, 4.49);
  }

  private static String hex(Color c) {
    return "#%06X".formatted(c.getRGB() & 0xFFFFFF);
  }
}
