package dev.kinoloom.provider.drawn;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.geom.CubicCurve2D;
import java.util.function.DoubleFunction;

/** Threads of light that gather and twist; quiet, in the tones of the night behind them. */
final class RibbonBackdrop implements Backdrop {
  private static final int THREADS = 40;

  @Override
  public void paint(Graphics2D g, Scenery s) {
    s.ground(g);
    if (s.loud()) {
      s.glow(g, s.cx() + 0.1 * s.width(), s.cy(), 1.5 * s.radius(), s.palette().bright(1), 0.35);
    }
    contours(g, s);
    ribbon(g, s);
  }

  /** Closed lines of one height, as on a map, around a summit off the sheet. */
  private static void contours(Graphics2D g, Scenery s) {
    double x = s.between(0.1, 0.4) * s.width();
    double y = -0.25 * s.height();
    double phase = s.between(0, 6);
    g.setStroke(new BasicStroke((float) (1.4 * s.unit())));
    for (int i = 1; i <= 9; i++) {
      g.setColor(Colours.fade(s.palette().tone(i % 2), 0.55));
      var line = new java.awt.geom.Path2D.Double();
      for (int a = 0; a <= 120; a++) {
        double angle = 2 * Math.PI * a / 120;
        double r =
            (0.12 * i + 0.018 * i * Math.sin(3 * angle + phase) + 0.1 * Math.sin(angle - phase))
                * s.height();
        double px = x + 1.5 * r * Math.cos(angle);
        double py = y + r * Math.sin(angle);
        if (a == 0) {
          line.moveTo(px, py);
        } else {
          line.lineTo(px, py);
        }
      }
      g.draw(line);
    }
  }

  private static void ribbon(Graphics2D g, Scenery s) {
    int hue = s.below(4);
    var curve = s.sheet().isBeside() ? rising(s) : across(s);
    g.setStroke(
        new BasicStroke(
            (float) ((s.loud() ? 2.4 : 1.6) * s.unit()),
            BasicStroke.CAP_ROUND,
            BasicStroke.JOIN_ROUND));
    for (int i = 0; i < THREADS; i++) {
      double t = i / (THREADS - 1.0);
      var glowing = Colours.mix(s.palette().bright(hue), s.palette().bright(hue + 1), t);
      var colour = s.loud() ? glowing : s.palette().tone(i % 2 + 1);
      g.setPaint(sinking(s, colour, s.loud() ? 1 - 0.75 * t : 0.8));
      g.draw(curve.apply(t));
    }
  }

  /** Fades where captions stand. */
  private static Paint sinking(Scenery s, Color colour, double strength) {
    float foot = (float) s.sheet().captionsTop();
    return new GradientPaint(
        0,
        foot - 0.14f * s.sheet().height(),
        Colours.fade(colour, strength),
        0,
        foot,
        Colours.fade(colour, s.loud() ? 0.1 * strength : strength));
  }

  /** From the bottom, beside the text, to the right; the threads change places on the way. */
  private static DoubleFunction<CubicCurve2D> rising(Scenery s) {
    double w = s.width();
    double h = s.height();
    double bend = s.between(-0.04, 0.04);
    double top = s.between(-0.05, 0.2);
    double flare = s.between(0.35, 0.6);
    return t ->
        new CubicCurve2D.Double(
            (0.34 + 0.40 * t) * w,
            1.03 * h,
            (0.54 + 0.3 * t) * w,
            (0.9 - 0.25 * t) * h,
            (0.76 + bend + 0.06 * t) * w,
            (0.62 - 0.5 * t) * h,
            1.03 * w,
            (top + flare * t) * h);
  }

  /** From edge to edge below the text. */
  private static DoubleFunction<CubicCurve2D> across(Scenery s) {
    double w = s.width();
    double h = s.height();
    double lift = s.loud() ? 0.13 : 0;
    double spread = s.loud() ? 0.17 : 0.26;
    double low = s.between(0.66, 0.72) - lift;
    double high = s.between(0.6, 0.64) - lift;
    double twist = s.between(0.3, 0.45);
    return t ->
        new CubicCurve2D.Double(
            -0.03 * w,
            (low + spread * t) * h,
            twist * w,
            (1.05 - 1.6 * lift - (spread + 0.16) * t) * h,
            (1 - twist) * w,
            (0.6 - 0.6 * lift + (spread + 0.04) * t) * h,
            1.03 * w,
            (high + spread * (1 - t)) * h);
  }
}
