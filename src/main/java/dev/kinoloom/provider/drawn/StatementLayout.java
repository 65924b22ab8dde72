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
    var paragraph =
        canvas
            .type()
            .fit(
                headline,
                canvas.manners().headline(),
                box.width(),
                box.height(),
                card.emphasis(),
                palette.accent());
    new Stack()
        .text(paragraph, palette.text())
        .draw(canvas, box, canvas.sheet().isWide() ? 0.45 : 0.25);
  }
}
