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
      var top = box.top(0.6);
      words(canvas, card, top).draw(canvas, top, 0);
      ShareChart.draw(canvas, card, box.bottom(0.34));
    }
  }

  private static Stack words(Canvas canvas, Card.BigNumber card, Box box) {
    double unit = canvas.sheet().unit();
    var palette = canvas.palette();
    var type = canvas.type();
    var stack = new Stack();
    var about = type.showable(card.about());
    var what = type.showable(card.unit());
    double left = box.height() - qualifier(canvas, card, box, stack);
    double share = (what.isEmpty() ? 0.08 : 0) + (canvas.sheet().isBeside() ? 0.41 : 0.36);
    var number = type.fit(card.number(), canvas.manners().number(), box.width(), share * left);
    stack.text(number, palette.accent());
    left -= number.height();
    if (!what.isEmpty()) {
      double gap = Math.min(0.022 * unit, 0.1 * left);
      double room = about.isEmpty() ? 1 : 0.42;
      var paragraph = type.fit(what, canvas.manners().heading(), box.width(), room * (left - gap));
      stack.gap(gap).text(paragraph, palette.text());
      left -= gap + paragraph.height();
    }
    if (!about.isEmpty()) {
      double gap = Math.min(0.034 * unit, 0.17 * left);
      double thick = 0.006 * unit;
      stack
          .gap(gap)
          .bar(0.11 * unit, thick, palette.accent())
          .gap(gap)
          .text(
              type.fit(
                  about, canvas.manners().body(), box.width(), Math.max(1, left - 2 * gap - thick)),
              palette.muted());
    }
    return stack;
  }

  /** "More than", "about": the number is not true without it. Answers how high it is. */
  private static double qualifier(Canvas canvas, Card.BigNumber card, Box box, Stack stack) {
    var text = canvas.type().showable(Wording.capitalised(card.qualifier()));
    if (text.isEmpty()) {
      return 0;
    }
    double gap = 0.03 * canvas.sheet().unit();
    var paragraph =
        canvas.type().fit(text, canvas.manners().label(), box.width(), 0.14 * box.height());
    stack.text(paragraph, canvas.palette().text()).gap(gap);
    return paragraph.height() + gap;
  }
}
