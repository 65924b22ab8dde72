package dev.kinoloom.provider.drawn;

import java.awt.geom.Path2D;

/** Somebody's words, light and large, under a great quotation mark. */
final class QuoteLayout implements Layout<Card.Quotation> {
  @Override
  public boolean isLoud(Card.Quotation card) {
    return false;
  }

  @Override
  public void draw(Canvas canvas, Card.Quotation card, Box box) {
    double unit = canvas.sheet().unit();
    var palette = canvas.palette();
    var type = canvas.type();
    double mark = Math.min(0.15 * unit, 0.2 * box.height());
    mark(canvas, box.x(), box.y(), mark);
    var rest = box.below(mark + Math.min(0.03 * unit, 0.05 * box.height()));
    var stack = new Stack();
    var speaker = type.showable(card.speaker());
    double foot = Math.min(0.14 * unit, 0.3 * rest.height());
    var words = type.showable(card.words());
    if (!words.isEmpty()) {
      double width = canvas.sheet().isWide() ? 0.86 * rest.width() : rest.width();
      stack.text(
          type.fit(words, canvas.manners().quote(), width, rest.height() - foot), palette.text());
    }
    if (!speaker.isEmpty()) {
      stack
          .gap(0.3 * foot)
          .bar(0.07 * unit, 0.006 * unit, palette.accent())
          .gap(0.16 * foot)
          .text(
              type.fit(speaker, canvas.manners().label(), rest.width(), 0.4 * foot),
              palette.muted());
    }
    stack.draw(canvas, rest, 0.3);
  }

  /** Two drops, drawn: no font's mark is as heavy. */
  private static void mark(Canvas canvas, double x, double y, double height) {
    for (int i = 0; i < 2; i++) {
      double w = 0.52 * height;
      var at = canvas.place(x + i * 0.68 * height, y, w, height);
      var path = new Path2D.Double();
      double left = at.getX();
      double top = at.getY();
      path.moveTo(left + w, top);
      path.curveTo(
          left + 0.3 * w, top + 0.02 * height, left, top + 0.3 * height, left, top + 0.72 * height);
      path.curveTo(
          left, top + 0.9 * height, left + 0.2 * w, top + height, left + 0.5 * w, top + height);
      path.curveTo(
          left + 0.8 * w,
          top + height,
          left + w,
          top + 0.88 * height,
          left + w,
          top + 0.7 * height);
      path.curveTo(
          left + w,
          top + 0.52 * height,
          left + 0.82 * w,
          top + 0.42 * height,
          left + 0.56 * w,
          top + 0.43 * height);
      path.curveTo(
          left + 0.58 * w,
          top + 0.26 * height,
          left + 0.74 * w,
          top + 0.14 * height,
          left + w,
          top + 0.12 * height);
      path.closePath();
      canvas.fill(path, canvas.palette().accent());
    }
  }
}
