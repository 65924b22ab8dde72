package dev.kinoloom.provider.drawn;

import java.util.List;

/** A heading, and numbered items under hairlines. */
final class ListLayout implements Layout<Card.Listing> {
  /** More of them stand in two columns below the heading. */
  private static final int MOST_BESIDE = 4;

  @Override
  public boolean isLoud(Card.Listing card) {
    return false;
  }

  @Override
  public void draw(Canvas canvas, Card.Listing card, Box box) {
    var items =
        card.items().stream().map(canvas.type()::showable).filter(i -> !i.isEmpty()).toList();
    var heading = canvas.type().showable(card.heading());
    if (heading.isEmpty()) {
      items(canvas, items, box);
    } else if (canvas.sheet().isWide() && items.size() <= MOST_BESIDE) {
      heading(canvas, heading, box.left(0.38));
      items(canvas, items, box.right(0.55));
    } else {
      double used = heading(canvas, heading, box.top(0.26));
      items(canvas, items, box.below(used + 0.05 * canvas.sheet().unit()));
    }
  }

  private static double heading(Canvas canvas, String heading, Box box) {
    var paragraph =
        canvas.type().fit(heading, canvas.manners().heading(), box.width(), box.height());
    canvas.text(
        paragraph, box.x(), box.y(), box.width(), Paragraph.Align.START, canvas.palette().text());
    return paragraph.height();
  }

  private static void items(Canvas canvas, List<String> items, Box box) {
    double unit = canvas.sheet().unit();
    boolean doubled = items.size() > MOST_BESIDE && canvas.sheet().isWide();
    int rows = doubled ? (items.size() + 1) / 2 : items.size();
    double most = Math.min(box.height(), rows * 0.155 * unit);
    var used = new Box(box.x(), box.y(), box.width(), most);
    double size = size(canvas, items, used, rows, doubled);
    for (int i = 0; i < items.size(); i++) {
      var column = doubled ? used.column(i / rows, 2, 0.05 * unit) : used;
      item(canvas, i + 1, items.get(i), column.row(i % rows, rows, 0), size);
    }
  }

  /** One size for all: the largest at which the longest fits. */
  private static double size(
      Canvas canvas, List<String> items, Box box, int rows, boolean doubled) {
    var column = doubled ? box.column(0, 2, 0.05 * canvas.sheet().unit()) : box;
    var text = textOf(canvas, column.row(0, rows, 0));
    return items.stream()
        .mapToDouble(
            i -> canvas.type().fit(i, canvas.manners().item(), text.width(), text.height()).size())
        .min()
        .orElse(0.03 * canvas.sheet().unit());
  }

  private static Box textOf(Canvas canvas, Box row) {
    double indent = Math.min(0.075 * canvas.sheet().unit(), 0.2 * row.width());
    double pad = 0.14 * row.height();
    return new Box(row.x() + indent, row.y() + pad, row.width() - indent, row.height() - 2 * pad);
  }

  private static void item(Canvas canvas, int number, String item, Box row, double size) {
    var palette = canvas.palette();
    canvas.bar(
        row.x(), row.y(), row.width(), Math.max(1, 0.0022 * canvas.sheet().unit()), palette.line());
    var box = textOf(canvas, row);
    var manner = canvas.manners().item().upTo(size);
    var text = canvas.type().fit(item, manner, box.width(), box.height());
    double y = box.y() + Math.max(0, (box.height() - text.height()) / 2);
    canvas.text(text, box.x(), y, box.width(), Paragraph.Align.START, palette.text());
    var numeral =
        canvas
            .type()
            .fit(
                String.valueOf(number),
                manner,
                Math.max(8, 0.8 * (box.x() - row.x())),
                box.height());
    canvas.text(numeral, row.x(), y, box.x() - row.x(), Paragraph.Align.START, palette.accent());
  }
}
