package dev.kinoloom.provider.drawn;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;

/** A night sky: stars, wide rings, and, when loud, a banded planet with its moons. */
final class OrbitBackdrop implements Backdrop {
  @Override
  public void paint(Graphics2D g, Scenery s) {
    s.ground(g);
    rings(g, s);
    stars(g, s);
    planet(g, s);
  }

  private static void rings(Graphics2D g, Scenery s) {
    double step = s.radius() * 0.42;
    for (int i = 8; i >= 1; i--) {
      g.setColor(Colours.fade(s.palette().tone(i % 2), 0.30));
      g.fill(Scenery.disc(s.cx(), s.cy(), s.radius() * 0.9 + i * step));
    }
  }

  private static void stars(Graphics2D g, Scenery s) {
    for (int i = 0; i < 110; i++) {
      double r = s.between(0.6, 2.1) * s.unit();
      g.setColor(Colours.fade(s.palette().tone(2), s.between(0.35, 1)));
      g.fill(Scenery.disc(s.between(0, s.width()), s.between(0, s.height()), r));
    }
  }

  private static void planet(Graphics2D g, Scenery s) {
    double r = s.radius() * s.between(0.62, 0.74);
    int hue = s.below(s.palette().bright().size());
    var tilt = AffineTransform.getRotateInstance(s.between(-0.55, -0.2), s.cx(), s.cy());
    s.glow(g, s.cx(), s.cy(), r * 1.5, colour(s, hue), s.loud() ? 0.28 : 0.1);
    boolean ringed = s.below(2) == 0;
    if (ringed) {
      ring(g, s, r, tilt, 0);
    }
    globe(g, s, r, hue, tilt);
    if (ringed) {
      ring(g, s, r, tilt, 180);
    }
    moons(g, s, r, hue);
  }

  private static Color colour(Scenery s, int hue) {
    return s.loud() ? s.palette().bright(hue) : s.palette().tone(hue % 2 + (hue == 2 ? 2 : 0));
  }

  private static void globe(Graphics2D g, Scenery s, double r, int hue, AffineTransform tilt) {
    var disc = Scenery.disc(s.cx(), s.cy(), r);
    var base = colour(s, hue);
    g.setColor(base);
    g.fill(disc);
    var bands = new Area();
    double y = s.cy() - r;
    while (y < s.cy() + r) {
      double thick = r * s.between(0.08, 0.22);
      bands.add(band(s, r, y, thick));
      y += thick + r * s.between(0.12, 0.3);
    }
    bands.transform(tilt);
    bands.intersect(new Area(disc));
    g.setColor(Colours.mix(base, colour(s, hue + 1), 0.55));
    g.fill(bands);
    var storm =
        new Area(new Ellipse2D.Double(s.cx() - 0.5 * r, s.cy() + 0.2 * r, 0.42 * r, 0.2 * r));
    storm.transform(tilt);
    g.setColor(s.loud() ? Colours.mix(base, Color.WHITE, 0.55) : s.palette().tone(1));
    g.fill(storm);
    var shade = new Area(disc);
    shade.subtract(new Area(Scenery.disc(s.cx() - 0.3 * r, s.cy() - 0.22 * r, 1.06 * r)));
    g.setColor(Colours.fade(s.palette().groundTop(), 0.45));
    g.fill(shade);
  }

  private static Area band(Scenery s, double r, double y, double thick) {
    double bow = 0.16 * r;
    var path = new Path2D.Double();
    path.moveTo(s.cx() - 1.2 * r, y);
    path.quadTo(s.cx(), y + bow, s.cx() + 1.2 * r, y);
    path.lineTo(s.cx() + 1.2 * r, y + thick);
    path.quadTo(s.cx(), y + thick + bow, s.cx() - 1.2 * r, y + thick);
    path.closePath();
    return new Area(path);
  }

  /** Half of the planet's ring: the one behind it is drawn first. */
  private static void ring(Graphics2D g, Scenery s, double r, AffineTransform tilt, int from) {
    g.setStroke(new BasicStroke((float) (0.085 * r), BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
    for (int i = 0; i < 2; i++) {
      double a = r * (1.34 - 0.17 * i);
      var arc =
          new java.awt.geom.Arc2D.Double(
              s.cx() - a, s.cy() - 0.26 * a, 2 * a, 0.52 * a, from, 180, java.awt.geom.Arc2D.OPEN);
      g.setColor(i == 0 ? colour(s, 2) : Colours.mix(colour(s, 2), s.palette().tone(1), 0.4));
      g.draw(tilt.createTransformedShape(arc));
    }
  }

  /** To the left and the right, so that none comes near a text, the marks above or the captions. */
  private static void moons(Graphics2D g, Scenery s, double r, int hue) {
    for (int i = 1; i <= 2; i++) {
      double angle = s.between(-0.5, 0.5) + (i == 1 ? Math.PI : 0);
      double far = r * (1.2 + 0.16 * i);
      double x = s.cx() + far * Math.cos(angle) * 0.95;
      double y = s.cy() + far * Math.sin(angle);
      double size = r * s.between(0.06, 0.13);
      g.setColor(colour(s, hue + 1 + i));
      g.fill(Scenery.disc(x, y, size));
      var shade = new Area(Scenery.disc(x, y, size));
      shade.subtract(new Area(Scenery.disc(x - 0.35 * size, y - 0.3 * size, size)));
      g.setComposite(AlphaComposite.SrcOver.derive(0.4f));
      g.setColor(s.palette().groundTop());
      g.fill(shade);
      g.setComposite(AlphaComposite.SrcOver);
    }
  }
}
