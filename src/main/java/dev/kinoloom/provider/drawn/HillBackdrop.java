package dev.kinoloom.provider.drawn;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Arc2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.util.function.DoubleUnaryOperator;

/** A light sky, the sun, clouds, and hills with trees that rise beside the text. */
final class HillBackdrop implements Backdrop {
  private static final int LAYERS = 4;

  @Override
  public void paint(Graphics2D g, Scenery s) {
    s.ground(g);
    sun(g, s);
    clouds(g, s);
    for (int i = 0; i < LAYERS; i++) {
      var line = hill(s, i);
      var near = i / (LAYERS - 1.0);
      var green = Colours.mix(s.palette().bright(1), s.palette().bright(2), near);
      var colour = Colours.mix(s.palette().groundBottom(), green, 0.35 + 0.65 * near);
      g.setColor(colour);
      g.fill(s.below(line));
      trees(g, s, line, i, Colours.mix(colour, s.palette().text(), 0.28));
    }
  }

  private static void sun(Graphics2D g, Scenery s) {
    double r = s.radius();
    double x = s.cx() + s.between(-0.15, 0.15) * r;
    double y = s.cy() - (s.sheet().isBeside() ? 0.2 : 0.05) * r;
    for (int i = 4; i >= 1; i--) {
      g.setColor(Colours.fade(s.palette().tone(0), 0.5));
      g.fill(Scenery.disc(x, y, r * (0.5 + 0.2 * i)));
    }
    g.setColor(s.loud() ? s.palette().bright(0) : s.palette().tone(1));
    g.fill(Scenery.disc(x, y, 0.5 * r));
  }

  private static void clouds(Graphics2D g, Scenery s) {
    for (int i = 0; i < 3; i++) {
      double w = s.radius() * s.between(0.55, 0.9);
      double h = 0.2 * w;
      double x = s.cx() + s.between(-1.0, 0.6) * s.radius();
      double y = s.cy() + s.between(-0.95, 0.1) * s.radius();
      g.setColor(Colours.fade(Color.WHITE, 0.85));
      g.fill(new RoundRectangle2D.Double(x, y, w, h, h, h));
      g.fill(new RoundRectangle2D.Double(x + 0.22 * w, y - 0.6 * h, 0.5 * w, h, h, h));
      g.fill(new Arc2D.Double(x + 0.3 * w, y - 1.1 * h, 1.5 * h, 1.8 * h, 0, 360, Arc2D.CHORD));
    }
  }

  /** Low under the text, high beside it. */
  private static DoubleUnaryOperator hill(Scenery s, int layer) {
    double phase = s.between(0, 2 * Math.PI);
    double wave = s.between(1.1, 1.9);
    boolean wide = s.sheet().isBeside();
    double base = (wide ? 0.765 : s.loud() ? 0.705 : 0.79) + 0.055 * layer;
    double rise = s.loud() ? (wide ? 0.17 : 0.07) * (1 - 0.16 * layer) : 0;
    return x -> {
      double t = x / s.width();
      double ramp = Scenery.smoothStep(wide ? 0.5 : 0.1, 0.95, t);
      double roll =
          0.022 * Math.sin(2 * Math.PI * wave * t + phase)
              + 0.01 * Math.sin(2 * Math.PI * 2.7 * wave * t + 2 * phase);
      return s.height() * (base - rise * ramp + roll * (0.5 + ramp));
    };
  }

  private static void trees(
      Graphics2D g, Scenery s, DoubleUnaryOperator line, int layer, Color colour) {
    int count = 3 + s.below(5) + (layer == 0 ? 0 : 3);
    for (int i = 0; i < count; i++) {
      double x = s.between(0.02, 0.99) * s.width();
      double size = s.unit() * (14 + 11 * layer) * s.between(0.8, 1.25);
      double y = line.applyAsDouble(x) + 0.12 * size;
      if (y - 2.4 * size < 0.72 * s.height() && (x < 0.6 * s.width() || !s.sheet().isBeside())) {
        continue;
      }
      g.setColor(colour);
      if (s.below(3) == 0) {
        g.fill(Scenery.disc(x, y - 1.25 * size, 0.62 * size));
        g.fill(new RoundRectangle2D.Double(x - 0.06 * size, y - size, 0.12 * size, size, 2, 2));
      } else {
        g.fill(fir(x, y, size));
      }
    }
  }

  private static Path2D fir(double x, double y, double size) {
    var path = new Path2D.Double();
    for (int i = 0; i < 3; i++) {
      double w = size * (0.62 - 0.13 * i);
      double foot = y - size * (0.12 + 0.55 * i);
      path.moveTo(x - w, foot);
      path.lineTo(x + w, foot);
      path.lineTo(x, foot - 0.95 * size);
      path.closePath();
    }
    return path;
  }
}
