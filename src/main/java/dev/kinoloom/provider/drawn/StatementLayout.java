package dev.kinoloom.provider.drawn;

/** One sentence, its weightiest word in colour. */
final class StatementLayout implements Layout<Card.Statement> {
  @Override
  public boolean isLoud(Card.Statement card) {
    return true;
  }

  @Override
  public void draw(Canvas canvas, Card.Statement card, Box box) {
    var headline = canvas.type().showable(card.headline());
    if (headline.isEmpty()) {
      return;
    }
    var palette = canvas.palette();
    var type = canvas.type();
    var manners = canvas.manners();
    boolean brief = Wording.words(headline).size() <= 2;
    var sub = type.showable(card.sub());
    var head =
        type.fit(
            headline,
            brief ? manners.title() : manners.headline(),
            box.width(),
            sub.isEmpty() ? box.height() : 0.6 * box.height(),
            card.emphasis(),
            palette.accent());
    var stack = new Stack().text(head, palette.text());
    if (!sub.isEmpty()) {
      double left = box.height() - head.height();
      double gap = Math.min(0.045 * canvas.sheet().unit(), 0.2 * left);
      var below = type.fit(sub, manners.body(), box.width(), Math.max(1, left - gap));
      stack.gap(gap).text(below, palette.muted());
    }
    stack.draw(canvas, box, canvas.sheet().isWide() ? 0.45 : 0.25);
  }
}
