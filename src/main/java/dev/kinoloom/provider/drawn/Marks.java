package dev.kinoloom.provider.drawn;

import java.awt.geom.Path2D;

/** Signs in the corner of a panel. */
final class Marks {
  private Marks() {}

  static void cross(Canvas canvas, Box panel, double unit) {
    var at = corner(canvas, panel, unit);
    var path = new Path2D.Double();
    path.moveTo(at.x(), at.y());
    path.lineTo(at.x() + at.width(), at.y() + at.height());
    path.moveTo(at.x() + at.width(), at.y());
    path.lineTo(at.x(), at.y() + at.height());
    canvas.line(path, 0.18 * at.width(), canvas.palette().muted());
  }

  static void tick(Canvas canvas, Box panel, double unit) {
    var at = corner(canvas, panel, unit);
    var path = new Path2D.Double();
    path.moveTo(at.x(), at.y() + 0.55 * at.height());
    path.lineTo(at.x() + 0.38 * at.width(), at.y() + 0.92 * at.height());
    path.lineTo(at.x() + 1.05 * at.width(), at.y() + 0.08 * at.height());
    canvas.line(path, 0.18 * at.width(), canvas.palette().onAccent());
  }

  /** The upper corner at which reading starts. */
  private static Box corner(Canvas canvas, Box panel, double unit) {
    double side = Math.min(0.05 * unit, 0.14 * Math.min(panel.width(), panel.height()));
    double pad = Math.min(0.05 * unit, 0.13 * Math.min(panel.width(), panel.height()));
    return Box.of(canvas.place(panel.x() + pad, panel.y() + pad, side, side));
  }
}
