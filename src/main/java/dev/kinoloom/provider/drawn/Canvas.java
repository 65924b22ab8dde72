package dev.kinoloom.provider.drawn;

import dev.kinoloom.provider.drawn.Paragraph.Align;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.ArrayList;
import java.util.List;

/** What layouts draw on; remembers where texts stand and in which colours. */
final class Canvas {
  /** A text that was drawn. */
  record Ink(String text, Rectangle2D bounds, Color colour, float size) {}

  private final List<Ink> inks = new ArrayList<>();
  private final List<Rectangle2D> marks = new ArrayList<>();
  private final Graphics2D g;
  private final Sheet sheet;
  private final Palette palette;
  private final Typesetter type;
  private final boolean mirrored;

  Canvas(Graphics2D g, Sheet sheet, Palette palette, Typesetter type, boolean mirrored) {
    this.g = g;
    this.sheet = sheet;
    this.palette = palette;
    this.type = type;
    this.mirrored = mirrored;
  }

  Sheet sheet() {
    return sheet;
  }

  Palette palette() {
    return palette;
  }

  Typesetter type() {
    return type;
  }

  Manners manners() {
    return new Manners(sheet.unit(), sheet.frame().isPortrait());
  }

  List<Ink> inks() {
    return List.copyOf(inks);
  }

  /** Where the marks of progress stand. */
  List<Rectangle2D> marks() {
    return List.copyOf(marks);
  }

  void mark(double x, double y, double width, double height) {
    marks.add(place(x, y, width, height));
  }

  /** The picture's right is its left: for scripts that start at the right. */
  boolean isMirrored() {
    return mirrored;
  }

  /** The same box on the other side of the picture when it is mirrored. */
  Rectangle2D place(double x, double y, double width, double height) {
    return new Rectangle2D.Double(mirrored ? sheet.width() - x - width : x, y, width, height);
  }

  /** Draws with the top at {@code y} in a box as given before mirroring. */
  void text(Paragraph p, double x, double y, double width, Align align, Color colour) {
    var box = place(x, y, width, p.height());
    var bounds = p.draw(g, box.getX(), y, width, align, colour);
    inks.add(new Ink(p.text(), bounds, colour, p.size()));
  }

  void fill(Shape shape, Color colour) {
    g.setColor(colour);
    g.fill(shape);
  }

  void bar(double x, double y, double width, double height, Color colour) {
    fill(rounded(place(x, y, width, height), Math.min(width, height)), colour);
  }

  void box(double x, double y, double width, double height, double corner, Color colour) {
    fill(rounded(place(x, y, width, height), corner), colour);
  }

  void disc(double cx, double cy, double radius, Color colour) {
    var box = place(cx - radius, cy - radius, 2 * radius, 2 * radius);
    fill(new Ellipse2D.Double(box.getX(), box.getY(), box.getWidth(), box.getHeight()), colour);
  }

  void line(Shape path, double thickness, Color colour) {
    stroke(
        path,
        new BasicStroke((float) thickness, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND),
        colour);
  }

  void stroke(Shape path, BasicStroke stroke, Color colour) {
    g.setColor(colour);
    g.setStroke(stroke);
    g.draw(path);
  }

  private static Shape rounded(Rectangle2D r, double corner) {
    return new RoundRectangle2D.Double(
        r.getX(), r.getY(), r.getWidth(), r.getHeight(), corner, corner);
  }
}
