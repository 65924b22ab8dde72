package dev.kinoloom.provider.drawn;

import java.awt.BasicStroke;
import java.awt.geom.Arc2D;

/** A part of a whole: a ring for a percentage, discs for "one in so many". */
final class ShareChart {
  private ShareChart() {}

  static void draw(Canvas canvas, Card.BigNumber card, Box box) {
    if (card.number().startsWith("1 in ")) {
      discs(canvas, (int) Math.round(1 / card.share()), box);
    } else {
      ring(canvas, card.share(), box);
    }
  }

  private static void ring(Canvas canvas, double share, Box box) {
    double thick = 0.11 * Math.min(box.width(), box.height());
    double r = (Math.min(box.width(), box.height()) - thick) / 2;
    var place =
        canvas.place(box.x() + box.width() / 2 - r, box.y() + box.height() / 2 - r, 2 * r, 2 * r);
    var palette = canvas.palette();
    var whole = new Arc2D.Double(place, 0, 360, Arc2D.OPEN);
    var part = new Arc2D.Double(place, 90, -360 * share, Arc2D.OPEN);
    canvas.stroke(whole, new BasicStroke((float) thick), palette.track());
    canvas.stroke(
        part,
        new BasicStroke((float) thick, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND),
        palette.accent());
  }

  private static void discs(Canvas canvas, int count, Box box) {
    int columns = (int) Math.ceil(Math.sqrt(count * box.width() / box.height()));
    int rows = (int) Math.ceil(count / (double) columns);
    double cell = Math.min(box.width() / columns, box.height() / rows);
    double x = box.x() + (box.width() - columns * cell) / 2;
    double y = box.y() + (box.height() - rows * cell) / 2;
    for (int i = 0; i < count; i++) {
      int row = i / columns;
      canvas.disc(
          x + (i % columns + 0.5) * cell,
          y + (row + 0.5) * cell,
          0.38 * cell,
          i == 0 ? canvas.palette().accent() : canvas.palette().track());
    }
  }
}
