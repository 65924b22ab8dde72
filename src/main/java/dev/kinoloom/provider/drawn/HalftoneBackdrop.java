package dev.kinoloom.provider.drawn;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;

/** Flat colour and a turned screen of dots that swell towards the art. */
final class HalftoneBackdrop implements Backdrop {
  @Override
  public void paint(Graphics2D g, Scenery s) {
    s.ground(g);
    wedge(g, s);
    screen(g, s, s.palette().tone(1), 2.3 * s.radius(), 0.62);
    if (s.loud()) {
      figure(g, s);
      screen(g, s, s.palette().bright(0), 0.86 * s.radius(), 0.5);
    }
  }

  private static void wedge(Graphics2D g, Scenery s) {
    double lean = s.between(-0.08, 0.12) * s.width();
    var path = new Path2D.Double();
    if (s.sheet().isBeside()) {
      path.moveTo(0.72 * s.width() + lean, 0);
      path.lineTo(s.width(), 0);
      path.lineTo(s.width(), s.height());
      path.lineTo(0.56 * s.width() - lean, s.height());
    } else {
      path.moveTo(0, 0.74 * s.height() - 0.3 * lean);
      path.lineTo(s.width(), 0.62 * s.height() + 0.3 * lean);
      path.lineTo(s.width(), s.height());
      path.lineTo(0, s.height());
    }
    path.closePath();
    g.setColor(s.palette().tone(0));
    g.fill(path);
  }

  private static void figure(Graphics2D g, Scenery s) {
    double r = 0.72 * s.radius();
    g.setColor(s.palette().bright(1));
    switch (s.below(3)) {
      case 0 -> g.fill(Scenery.disc(s.cx(), s.cy(), r));
      case 1 -> {
        g.fill(Scenery.disc(s.cx(), s.cy(), r));
        g.setColor(s.palette().groundTop());
        g.fill(Scenery.disc(s.cx(), s.cy(), 0.55 * r));
      }
      default -> {
        var turn = AffineTransform.getRotateInstance(s.between(0.1, 0.7), s.cx(), s.cy());
        g.fill(
            turn.createTransformedShape(
                new java.awt.geom.Rectangle2D.Double(
                    s.cx() - 0.8 * r, s.cy() - 0.8 * r, 1.6 * r, 1.6 * r)));
      }
    }
  }

  /** Dots on a grid turned by 45°, largest where the light is least. */
  private static void screen(Graphics2D g, Scenery s, Color colour, double reach, double most) {
    double step = 30 * s.unit();
    double fx = s.cx() + 0.3 * s.radius();
    double fy = s.cy() + 0.06 * s.radius();
    int rows = (int) (reach / step * 1.5) + 1;
    g.setColor(colour);
    for (int i = -rows; i <= rows; i++) {
      for (int j = -rows; j <= rows; j++) {
        double x = fx + (i - j) * step * 0.70711;
        double y = fy + (i + j) * step * 0.70711;
        double r = step * most * (1 - Math.hypot(x - fx, y - fy) / reach);
        if (r > 0.04 * step) {
          g.fill(Scenery.disc(x, y, r));
        }
      }
    }
  }
}
