package dev.kinoloom.provider.drawn;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.font.TextLayout;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** A text laid out in lines, ready to be drawn; sizes in pixels. */
record Paragraph(String text, float size, double leading, List<TextLayout> lines) {
  /** Where lines stand in their box. Text that runs from right to left starts at the right. */
  enum Align {
    START,
    CENTRE,
    END
  }

  Paragraph {
    lines = List.copyOf(lines);
  }

  double width() {
    return lines.stream().mapToDouble(TextLayout::getVisibleAdvance).max().orElse(0);
  }

  /** From the top of the first line's letters to the bottom of the last line's. */
  double height() {
    double height = 0;
    for (int i = 0; i < lines.size(); i++) {
      height += i == 0 ? 0 : pitch();
    }
    return lines.isEmpty() ? 0 : rise() + height + drop();
  }

  boolean isRightToLeft() {
    return !lines.isEmpty() && !lines.get(0).isLeftToRight();
  }

  /** Distance of base lines; more where the ink of a line asks for it. */
  private double pitch() {
    double ink = 0;
    for (int i = 1; i < lines.size(); i++) {
      ink = Math.max(ink, below(lines.get(i - 1)) + above(lines.get(i)));
    }
    return Math.max(size * leading, ink * 1.02);
  }

  private double rise() {
    return Math.max(0.76 * size, above(lines.get(0)));
  }

  private double drop() {
    return Math.max(0.2 * size, below(lines.get(lines.size() - 1)));
  }

  private static double above(TextLayout line) {
    return Math.max(0, -line.getBounds().getY());
  }

  private static double below(TextLayout line) {
    return Math.max(0, line.getBounds().getMaxY());
  }

  /**
   * Draws it with its top at {@code y}, in a box from {@code x} on that is {@code width} wide;
   * answers where its ink is.
   */
  Rectangle2D draw(Graphics2D g, double x, double y, double width, Align align, Color colour) {
    Rectangle2D ink = new Rectangle2D.Double(x, y, 0, 0);
    double baseline = y;
    for (int i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      baseline += i == 0 ? rise() : pitch();
      var b = line.getBounds();
      double left = x + within(width, shift(line, width, align), b);
      g.setColor(colour);
      line.draw(g, (float) left, (float) baseline);
      var placed =
          new Rectangle2D.Double(left + b.getX(), baseline + b.getY(), b.getWidth(), b.getHeight());
      ink = i == 0 ? placed : ink.createUnion(placed);
    }
    return ink;
  }

  private static double shift(TextLayout line, double width, Align align) {
    double room = width - line.getVisibleAdvance();
    boolean atEnd = align == Align.END ? line.isLeftToRight() : !line.isLeftToRight();
    return align == Align.CENTRE ? room / 2 : atEnd ? room : 0;
  }

  /** A mark that combines with the letter before it, but has none, lies left of its own start. */
  private static double within(double width, double shift, Rectangle2D ink) {
    return Math.max(-ink.getX(), Math.min(shift, width - ink.getMaxX()));
  }
}
