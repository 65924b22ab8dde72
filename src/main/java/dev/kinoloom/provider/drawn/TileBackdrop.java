package dev.kinoloom.provider.drawn;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Arc2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** A poster: geometric tiles in a strict grid beside the text; quiet, the same in paper tones. */
final class TileBackdrop implements Backdrop {
  /** From the top down to the captions. */
  private static final int ROWS = 4;

  @Override
  public void paint(Graphics2D g, Scenery s) {
    s.ground(g);
    double foot = s.sheet().captionsTop();
    if (s.sheet().isBeside()) {
      double side = foot / ROWS;
      int columns = (int) Math.max(1, Math.floor((s.width() - artLeft(s)) / side));
      tiles(g, s, s.width() - columns * side, 0, side, columns, ROWS);
    } else {
      int columns = s.width() < 0.7 * s.height() ? 5 : 6;
      double side = s.width() / columns;
      int rows = (int) Math.max(1, Math.round(2.2 * s.radius() / side));
      tiles(g, s, 0, foot - rows * side, side, columns, rows);
    }
  }

  private static double artLeft(Scenery s) {
    return (!s.loud() ? 0.8 : s.sheet().isWide() ? 0.655 : 0.62) * s.width();
  }

  private static void tiles(
      Graphics2D g, Scenery s, double left, double top, double side, int columns, int rows) {
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        var cell = new Rectangle2D.Double(left + column * side, top + row * side, side, side);
        tile(g, s, cell);
      }
    }
  }

  private static void tile(Graphics2D g, Scenery s, Rectangle2D.Double cell) {
    int hue = s.below(5);
    var under = s.loud() ? ground(s, hue) : s.palette().tone(hue % 2);
    var over = s.loud() ? figure(s, hue) : s.palette().tone(hue % 2 + 1);
    int kind = s.below(9);
    int turn = s.below(4);
    g.setColor(under);
    g.fill(new Rectangle2D.Double(cell.x, cell.y, cell.width + 1, cell.height + 1));
    g.setColor(over);
    switch (kind) {
      case 0, 1, 2 -> g.fill(quarter(cell, turn, 1));
      case 3 -> g.fill(half(cell, turn));
      case 4 -> g.fill(Scenery.disc(cell.getCenterX(), cell.getCenterY(), 0.34 * cell.width));
      case 5 -> g.fill(corner(cell, turn));
      case 6 -> {
        g.fill(quarter(cell, turn, 1));
        g.setColor(under);
        g.fill(quarter(cell, turn, 0.66));
        g.setColor(over);
        g.fill(quarter(cell, turn, 0.33));
      }
      case 7 -> dots(g, cell);
      default -> stripes(g, cell, turn);
    }
  }

  private static Color ground(Scenery s, int hue) {
    return hue < 3 ? s.palette().tone(hue) : s.palette().bright(hue);
  }

  private static Color figure(Scenery s, int hue) {
    return s.palette().bright(hue + 1 + s.below(2));
  }

  private static Arc2D quarter(Rectangle2D.Double c, int turn, double scale) {
    double r = c.width * scale;
    double x = turn == 0 || turn == 3 ? c.x : c.x + c.width;
    double y = turn < 2 ? c.y + c.height : c.y;
    return new Arc2D.Double(x - r, y - r, 2 * r, 2 * r, 90 * turn, 90, Arc2D.PIE);
  }

  private static Arc2D half(Rectangle2D.Double c, int turn) {
    double r = c.width / 2;
    double x = c.getCenterX() + (turn == 1 ? r : turn == 3 ? -r : 0);
    double y = c.getCenterY() + (turn == 0 ? r : turn == 2 ? -r : 0);
    return new Arc2D.Double(x - r, y - r, 2 * r, 2 * r, 90 * turn, 180, Arc2D.PIE);
  }

  private static Path2D corner(Rectangle2D.Double c, int turn) {
    double[][] p = {
      {c.x, c.y}, {c.x + c.width, c.y}, {c.x + c.width, c.y + c.height}, {c.x, c.y + c.height}
    };
    var path = new Path2D.Double();
    path.moveTo(p[turn][0], p[turn][1]);
    path.lineTo(p[(turn + 1) % 4][0], p[(turn + 1) % 4][1]);
    path.lineTo(p[(turn + 2) % 4][0], p[(turn + 2) % 4][1]);
    path.closePath();
    return path;
  }

  private static void dots(Graphics2D g, Rectangle2D.Double c) {
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        double x = c.x + c.width * (0.2 + 0.3 * column);
        double y = c.y + c.height * (0.2 + 0.3 * row);
        g.fill(Scenery.disc(x, y, 0.075 * c.width));
      }
    }
  }

  private static void stripes(Graphics2D g, Rectangle2D.Double c, int turn) {
    for (int i = 0; i < 4; i++) {
      double at = (0.5 + 2 * i) / 8;
      g.fill(
          turn % 2 == 0
              ? new Rectangle2D.Double(c.x, c.y + at * c.height, c.width + 1, c.height / 8)
              : new Rectangle2D.Double(c.x + at * c.width, c.y, c.width / 8, c.height + 1));
    }
  }
}
