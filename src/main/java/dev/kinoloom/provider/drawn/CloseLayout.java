package dev.kinoloom.provider.drawn;

/** The last word: like a title, a size smaller. */
final class CloseLayout implements Layout<Card.Close> {
  @Override
  public boolean isLoud(Card.Close card) {
    return true;
  }

  @Override
  public void draw(Canvas canvas, Card.Close card, Box box) {
    Headlines.of(canvas, card.headline(), card.sub(), canvas.manners().headline(), box)
        .draw(canvas, box, canvas.sheet().isWide() ? 0.5 : 0.35);
  }
}
