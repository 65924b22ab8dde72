package dev.kinoloom.provider.drawn;

/** A number as large as the sheet allows, what it counts, and, of a share, a picture of it. */
final class BigNumberLayout implements Layout<Card.BigNumber> {
  @Override
  public boolean isLoud(Card.BigNumber card) {
    return card.share() < 0;
  }

  @Override
  public void draw(Canvas canvas, Card.BigNumber card, Box box) {
    boolean wide = box.width() > 1.2 * box.height();
    if (card.share() < 0) {
      words(canvas, card, box).draw(canvas, box, wide ? 0.42 : 0.3);
    } else if (wide) {
      var left = box.left(0.57);
      words(canvas, card, left).draw(canvas, left, 0.45);
      ShareChart.draw(canvas, card, box.right(0.36));
    } else {
      var top = box.top(0.5);
      words(canvas, card, top).draw(canvas, top, 0.2);
      ShareChart.draw(canvas, card, box.bottom(0.44));
    }
  }

  private static Stack words(Canvas canvas, Card.BigNumber card, Box box) {
    double unit = canvas.sheet().unit();
    var palette = canvas.palette();
    var type = canvas.type();
    var stack = new Stack();
    var number =
        type.fit(card.number(), canvas.manners().number(), box.width(), 0.52 * box.height());
    stack.text(number, palette.accent());
    var what = type.showable(card.unit());
    double left = box.height() - number.height();
    if (!what.isEmpty()) {
      double gap = Math.min(0.022 * unit, 0.1 * left);
      var paragraph = type.fit(what, canvas.manners().heading(), box.width(), 0.48 * (left - gap));
      stack.gap(gap).text(paragraph, palette.text());
      left -= gap + paragraph.height();
    }
    var about = type.showable(card.about());
    if (!about.isEmpty()) {
      double gap = Math.min(0.034 * unit, 0.2 * left);
      double thick = 0.006 * unit;
      stack
          .gap(gap)
          .bar(0.11 * unit, thick, palette.accent())
          .gap(gap)
          .text(
              type.fit(
                  about,
                  canvas.manners().body(),
                  0.9 * box.width(),
                  Math.max(1, left - 2 * gap - thick)),
              palette.muted());
    }
    return stack;
  }
}
