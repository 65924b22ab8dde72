package dev.kinoloom.provider.drawn;

import java.awt.geom.Rectangle2D;

/** A part of the sheet in pixels, before mirroring. */
record Box(double x, double y, double width, double height) {
  static Box of(Rectangle2D r) {
    return new Box(r.getX(), r.getY(), r.getWidth(), r.getHeight());
  }

  /** The part that remains when this much is taken from the top. */
  Box below(double taken) {
    return new Box(x, y + taken, width, Math.max(1, height - taken));
  }

  Box left(double share) {
    return new Box(x, y, width * share, height);
  }

  Box right(double share) {
    return new Box(x + width * (1 - share), y, width * share, height);
  }

  Box top(double share) {
    return new Box(x, y, width, height * share);
  }

  Box bottom(double share) {
    return new Box(x, y + height * (1 - share), width, height * share);
  }

  /** The box of one of {@code count} rows with gaps between. */
  Box row(int i, int count, double gap) {
    double each = (height - gap * (count - 1)) / count;
    return new Box(x, y + i * (each + gap), width, each);
  }

  Box column(int i, int count, double gap) {
    double each = (width - gap * (count - 1)) / count;
    return new Box(x + i * (each + gap), y, each, height);
  }

  Box inset(double by) {
    return new Box(x + by, y + by, Math.max(1, width - 2 * by), Math.max(1, height - 2 * by));
  }
}
