package dev.kinoloom.provider.drawn;

import dev.kinoloom.provider.drawn.Card.Relation;
import dev.kinoloom.provider.drawn.Card.Side;
import dev.kinoloom.provider.drawn.Paragraph.Align;

/** Two panels: what is weaker or wrong is quiet, what is meant is in colour. Numbers to scale. */
final class ComparisonLayout implements Layout<Card.Comparison> {
  /** Of a panel's height. */
  private static final double FIGURES_SHARE = 0.42;

  @Override
  public boolean isLoud(Card.Comparison card) {
    return false;
  }

  @Override
  public void draw(Canvas canvas, Card.Comparison card, Box box) {
    double unit = canvas.sheet().unit();
    var heading = canvas.type().showable(card.heading());
    var rest = box;
    if (!heading.isEmpty()) {
      var paragraph =
          canvas.type().fit(heading, canvas.manners().heading(), box.width(), 0.26 * box.height());
      canvas.text(paragraph, box.x(), box.y(), box.width(), Align.START, canvas.palette().text());
      rest = box.below(paragraph.height() + 0.05 * unit);
    }
    boolean wide = canvas.sheet().isWide();
    double gap = 0.03 * unit;
    var first = wide ? rest.column(0, 2, gap) : rest.row(0, 2, gap);
    var second = wide ? rest.column(1, 2, gap) : rest.row(1, 2, gap);
    double most = Math.max(card.left().amount(), card.right().amount());
    double size =
        Math.min(figureSize(canvas, card.left(), first), figureSize(canvas, card.right(), second));
    panel(canvas, card.left(), first, false, most, size);
    panel(canvas, card.right(), second, true, most, size);
    if (card.relation() == Relation.NOT_BUT) {
      Marks.cross(canvas, first, unit);
      Marks.tick(canvas, second, unit);
    }
  }

  private static void panel(
      Canvas canvas, Side side, Box box, boolean strong, double most, double size) {
    double unit = canvas.sheet().unit();
    var palette = canvas.palette();
    canvas.box(
        box.x(),
        box.y(),
        box.width(),
        box.height(),
        0.035 * unit,
        strong ? palette.accent() : palette.panel());
    var inner = inner(canvas, box);
    var ink = strong ? palette.onAccent() : palette.text();
    var stack = new Stack();
    var figure = canvas.type().showable(side.figure());
    var label = canvas.type().showable(side.label());
    double left = inner.height();
    if (!figure.isEmpty()) {
      double thick = side.amount() < 0 ? 0 : 0.02 * unit;
      var manner = canvas.manners().figure().upTo(size);
      var paragraph = canvas.type().fit(figure, manner, inner.width(), FIGURES_SHARE * left);
      stack.text(paragraph, ink).gap(thick);
      if (thick > 0) {
        double length = inner.width() * Math.max(0.02, side.amount() / most);
        stack.bar(length, thick, strong ? palette.onAccent() : palette.muted()).gap(thick);
      }
      left -= stack.height();
    }
    if (!label.isEmpty()) {
      var manner = figure.isEmpty() ? canvas.manners().heading() : canvas.manners().label();
      double room = figure.isEmpty() ? 0.72 * left : left;
      stack.text(canvas.type().fit(label, manner, inner.width(), Math.max(1, room)), ink);
    }
    stack.draw(canvas, inner, figure.isEmpty() ? 1 : 0.18);
  }

  /** Both numbers are as large as the longer one can be. */
  private static double figureSize(Canvas canvas, Side side, Box box) {
    var figure = canvas.type().showable(side.figure());
    var manner = canvas.manners().figure();
    var inner = inner(canvas, box);
    return figure.isEmpty()
        ? manner.largest()
        : canvas.type().fit(figure, manner, inner.width(), FIGURES_SHARE * inner.height()).size();
  }

  private static Box inner(Canvas canvas, Box box) {
    double unit = canvas.sheet().unit();
    return box.inset(Math.min(0.045 * unit, 0.12 * Math.min(box.width(), box.height())));
  }
}
