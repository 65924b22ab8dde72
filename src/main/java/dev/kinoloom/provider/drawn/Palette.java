package dev.kinoloom.provider.drawn;

import java.awt.Color;
import java.util.List;

/**
 * The colours of a style. Text, muted and accent are readable (4.5 : 1) on everything that may lie
 * under a text: the ground, the tones and the panel; onAccent is readable on accent.
 *
 * @param groundTop of the gradient
 * @param groundBottom of the gradient
 * @param tones near the ground, for shapes under texts
 * @param bright for shapes beside texts
 * @param text for what matters most
 * @param muted for what matters less
 * @param accent for what is set off
 * @param onAccent on accent
 * @param panel under a box of text
 */
record Palette(
    Color groundTop,
    Color groundBottom,
    List<Color> tones,
    List<Color> bright,
    Color text,
    Color muted,
    Color accent,
    Color onAccent,
    Color panel) {
  Palette {
    tones = List.copyOf(tones);
    bright = List.copyOf(bright);
  }

  /** For the part of a chart that is not meant. */
  Color track() {
    return Colours.mix(panel, muted, 0.22);
  }

  /** For hairlines. */
  Color line() {
    return Colours.mix(groundBottom, muted, 0.45);
  }

  Color tone(int i) {
    return tones.get(Math.floorMod(i, tones.size()));
  }

  Color bright(int i) {
    return bright.get(Math.floorMod(i, bright.size()));
  }
}
