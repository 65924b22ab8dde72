package dev.kinoloom.provider.drawn;

import java.awt.Color;

/** Arithmetic of colours. */
final class Colours {
  private Colours() {}

  /** {@code 0xRRGGBB}. */
  static Color rgb(int hex) {
    return new Color(hex);
  }

  static Color fade(Color c, double alpha) {
    return new Color(c.getRed(), c.getGreen(), c.getBlue(), (int) Math.round(255 * clamp(alpha)));
  }

  /** {@code share} 0 = a, 1 = b. */
  static Color mix(Color a, Color b, double share) {
    double s = clamp(share);
    return new Color(
        blend(a.getRed(), b.getRed(), s),
        blend(a.getGreen(), b.getGreen(), s),
        blend(a.getBlue(), b.getBlue(), s));
  }

  /** WCAG 2.2: 1 to 21. */
  static double contrast(Color a, Color b) {
    double la = luminance(a);
    double lb = luminance(b);
    return (Math.max(la, lb) + 0.05) / (Math.min(la, lb) + 0.05);
  }

  private static double luminance(Color c) {
    return 0.2126 * linear(c.getRed())
        + 0.7152 * linear(c.getGreen())
        + 0.0722 * linear(c.getBlue());
  }

  private static double linear(int channel) {
    double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
  }

  private static int blend(int a, int b, double share) {
    return (int) Math.round(a + (b - a) * share);
  }

  private static double clamp(double x) {
    return Math.max(0, Math.min(1, x));
  }
}
