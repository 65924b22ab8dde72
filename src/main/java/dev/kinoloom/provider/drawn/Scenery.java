package dev.kinoloom.provider.drawn;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/**
 * What a backdrop is painted for.
 *
 * @param sheet the geometry
 * @param palette the colours
 * @param chance seeded by the scene's text
 * @param loud beside the texts there is room for a picture: at the right of a wide sheet, below on
 *     others
 */
record Scenery(Sheet sheet, Palette palette, SplittableRandom chance, boolean loud) {
  double width() {
    return sheet.width();
  }

  double height() {
    return sheet.height();
  }

  /** Centre of the art, across. */
  double cx() {
    return sheet.artX();
  }

  /** Centre of the art, down. */
  double cy() {
    return sheet.artY();
  }

  /** Bright colours stay within this distance of the centre, or right of (below) the art's edge. */
  double radius() {
    return sheet.artRadius();
  }

  /** The measure of strokes and dots. */
  double unit() {
    return Math.sqrt(width() * height()) / 1000;
  }

  /** A number from low (inclusive) to high. */
  double between(double low, double high) {
    return low + chance.nextDouble() * (high - low);
  }

  int below(int bound) {
    return chance.nextInt(bound);
  }

  void ground(Graphics2D g) {
    g.setPaint(
        new GradientPaint(
            0,
            0,
            palette.groundTop(),
            (float) (0.25 * width()),
            (float) height(),
            palette.groundBottom()));
    g.fillRect(0, 0, sheet.width(), sheet.height());
  }

  static Ellipse2D disc(double cx, double cy, double r) {
    return new Ellipse2D.Double(cx - r, cy - r, 2 * r, 2 * r);
  }

  /** All that lies below a line across the sheet. */
  Path2D below(DoubleUnaryOperator line) {
    var path = new Path2D.Double();
    path.moveTo(0, height());
    int steps = 160;
    for (int i = 0; i <= steps; i++) {
      double x = width() * i / steps;
      path.lineTo(x, line.applyAsDouble(x));
    }
    path.lineTo(width(), height());
    path.closePath();
    return path;
  }

  /** Rings of ever less colour: a glow without a visible edge. */
  void glow(Graphics2D g, double cx, double cy, double radius, Color colour, double strength) {
    g.setPaint(
        new java.awt.RadialGradientPaint(
            (float) cx,
            (float) cy,
            (float) radius,
            new float[] {0, 0.5f, 1},
            new Color[] {
              Colours.fade(colour, strength),
              Colours.fade(colour, strength * 0.35),
              Colours.fade(colour, 0)
            }));
    g.fill(disc(cx, cy, radius));
  }

  /** 0 up to {@code from}, 1 from {@code to} on, smooth between. */
  static double smoothStep(double from, double to, double x) {
    double t = Math.max(0, Math.min(1, (x - from) / (to - from)));
    return t * t * (3 - 2 * t);
  }
}
