package dev.kinoloom.provider.drawn;

import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.geom.Area;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** Dusk: a sun cut into stripes, dunes with a lit and a shaded side. */
final class DuneBackdrop implements Backdrop {
  @Override
  public void paint(Graphics2D g, Scenery s) {
    s.ground(g);
    haze(g, s);
    if (s.loud()) {
      sun(g, s);
    }
    for (int i = 0; i < 3; i++) {
      dune(g, s, i);
    }
  }

  private static void haze(Graphics2D g, Scenery s) {
    for (int i = 7; i >= 1; i--) {
      g.setColor(Colours.fade(s.palette().tone(i % 2), 0.26));
      g.fill(Scenery.disc(s.cx(), s.cy() + 0.2 * s.radius(), s.radius() * (0.85 + 0.42 * i)));
    }
  }

  private static void sun(Graphics2D g, Scenery s) {
    double r = 0.78 * s.radius();
    double y = s.cy() + s.between(-0.1, 0.12) * r;
    s.glow(g, s.cx(), y, 1.45 * r, s.palette().bright(0), 0.4);
    var sun = new Area(Scenery.disc(s.cx(), y, r));
    for (int i = 0; i < 6; i++) {
      double gap = r * (0.03 + 0.02 * i);
      double at = y + r * (0.02 + 0.165 * i);
      sun.subtract(new Area(new Rectangle2D.Double(s.cx() - r, at, 2 * r, gap)));
    }
    g.setPaint(
        new GradientPaint(
            0, (float) (y - r), s.palette().bright(0), 0, (float) (y + r), s.palette().bright(1)));
    g.fill(sun);
  }

  private static void dune(Graphics2D g, Scenery s, int layer) {
    boolean wide = s.sheet().isBeside();
    double w = s.width();
    double h = s.height();
    double foot = ((wide ? 0.775 : s.loud() ? 0.70 : 0.80) + 0.07 * layer) * h;
    double lift = (s.loud() ? 0.17 : 0.035) * (1 - 0.22 * layer) * (wide ? 1 : 0.5) * h;
    double crestX = w * (s.between(0.74, 0.9) - layer % 2 * 0.24);
    double crestY = foot - lift;
    double left = foot + 0.03 * h;
    var lit = s.palette().bright(2 + layer);
    var body = new Path2D.Double();
    body.moveTo(0, h);
    body.lineTo(0, left);
    body.curveTo(0.35 * w, left, crestX - 0.22 * w, crestY + 0.1 * lift, crestX, crestY);
    body.curveTo(crestX + 0.07 * w, crestY + 0.75 * lift, 0.92 * w, foot, 1.01 * w, foot);
    body.lineTo(1.01 * w, h);
    body.closePath();
    g.setColor(lit);
    g.fill(body);
    var shade = new Path2D.Double();
    shade.moveTo(crestX, crestY);
    shade.curveTo(crestX + 0.07 * w, crestY + 0.75 * lift, 0.92 * w, foot, 1.01 * w, foot);
    shade.lineTo(1.01 * w, h);
    shade.lineTo(crestX - 0.3 * w, h);
    shade.curveTo(
        crestX - 0.05 * w, 0.97 * h, crestX - 0.1 * w, foot - 0.25 * lift, crestX, crestY);
    shade.closePath();
    g.setColor(Colours.mix(lit, s.palette().groundTop(), 0.38));
    g.fill(shade);
  }
}
