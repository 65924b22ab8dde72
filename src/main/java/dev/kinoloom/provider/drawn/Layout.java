package dev.kinoloom.provider.drawn;

/**
 * How a kind of card is laid out. Duties: every text stands within the canvas's safe area and, when
 * the layout is loud, outside of the art.
 */
interface Layout<C extends Card> {
  /** The backdrop may draw a picture beside the texts. */
  boolean isLoud(C card);

  /** {@code box}: where the texts may stand; beside or above the art when loud. */
  void draw(Canvas canvas, C card, Box box);
}
