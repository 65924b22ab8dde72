package dev.kinoloom.provider.drawn;

import dev.kinoloom.provider.drawn.Paragraph.Align;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;

/** Things one below the other, drawn together once it is known how high they are. */
final class Stack {
  private interface Part {
    double height();

    void draw(Canvas canvas, double x, double y, double width);
  }

  private record Text(Paragraph paragraph, Color colour, Align align) implements Part {
    @Override
    public double height() {
      return paragraph.height();
    }

    @Override
    public void draw(Canvas canvas, double x, double y, double width) {
      canvas.text(paragraph, x, y, width, align, colour);
    }
  }

  private record Bar(double length, double height, Color colour) implements Part {
    @Override
    public void draw(Canvas canvas, double x, double y, double width) {
      canvas.bar(x, y, Math.min(length, width), height, colour);
    }
  }

  private record Gap(double height) implements Part {
    @Override
    public void draw(Canvas canvas, double x, double y, double width) {
      // leaves room, draws nothing
    }
  }

  private final List<Part> parts = new ArrayList<>();

  Stack text(Paragraph paragraph, Color colour) {
    return text(paragraph, colour, Align.START);
  }

  Stack text(Paragraph paragraph, Color colour, Align align) {
    parts.add(new Text(paragraph, colour, align));
    return this;
  }

  Stack bar(double length, double thickness, Color colour) {
    parts.add(new Bar(length, thickness, colour));
    return this;
  }

  Stack gap(double height) {
    parts.add(new Gap(height));
    return this;
  }

  double height() {
    return parts.stream().mapToDouble(Part::height).sum();
  }

  /** {@code anchor} 0 = at the top of the box, 0.5 = in its middle. */
  void draw(Canvas canvas, Box box, double anchor) {
    double y = box.y() + Math.max(0, (box.height() - height()) * anchor);
    for (var part : parts) {
      part.draw(canvas, box.x(), y, box.width());
      y += part.height();
    }
  }
}
