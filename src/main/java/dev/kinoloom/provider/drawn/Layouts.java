package dev.kinoloom.provider.drawn;

/** The layout of each kind of card. */
final class Layouts {
  private static final TitleLayout TITLE = new TitleLayout();
  private static final StatementLayout STATEMENT = new StatementLayout();
  private static final BigNumberLayout BIG_NUMBER = new BigNumberLayout();
  private static final ListLayout LIST = new ListLayout();
  private static final ComparisonLayout COMPARISON = new ComparisonLayout();
  private static final QuoteLayout QUOTE = new QuoteLayout();
  private static final CloseLayout CLOSE = new CloseLayout();

  private Layouts() {}

  static boolean isLoud(Card card) {
    return bound(card).isLoud();
  }

  static void draw(Canvas canvas, Card card, Box box) {
    bound(card).draw(canvas, box);
  }

  private static Bound<?> bound(Card card) {
    if (card instanceof Card.Title title) {
      return new Bound<>(TITLE, title);
    } else if (card instanceof Card.Statement statement) {
      return new Bound<>(STATEMENT, statement);
    } else if (card instanceof Card.BigNumber number) {
      return new Bound<>(BIG_NUMBER, number);
    } else if (card instanceof Card.Listing list) {
      return new Bound<>(LIST, list);
    } else if (card instanceof Card.Comparison comparison) {
      return new Bound<>(COMPARISON, comparison);
    } else if (card instanceof Card.Quotation quote) {
      return new Bound<>(QUOTE, quote);
    } else if (card instanceof Card.Close close) {
      return new Bound<>(CLOSE, close);
    }
    throw new IllegalArgumentException("no layout for " + card.layout());
  }

  /** A card with the layout of its kind. */
  private record Bound<C extends Card>(Layout<C> layout, C card) {
    boolean isLoud() {
      return layout.isLoud(card);
    }

    void draw(Canvas canvas, Box box) {
      layout.draw(canvas, card, box);
    }
  }
}
