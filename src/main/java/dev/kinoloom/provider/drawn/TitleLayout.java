package dev.kinoloom.provider.drawn;

/** A large headline under a short bar, and a line below. */
final class TitleLayout implements Layout<Card.Title> {
  @Override
  public boolean isLoud(Card.Title card) {
    return true;
  }

  @Override
  public void draw(Canvas canvas, Card.Title card, Box box) {
    Headlines.of(canvas, card.headline(), card.sub(), canvas.manners().title(), box)
        .draw(canvas, box, canvas.sheet().isWide() ? 0.5 : 0.35);
  }
}
