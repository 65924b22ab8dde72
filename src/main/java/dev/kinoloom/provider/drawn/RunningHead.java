package dev.kinoloom.provider.drawn;

import dev.kinoloom.provider.drawn.Paragraph.Align;
import java.util.Locale;

/** The line at the top: how far it is, and the video's title in capitals where there is room. */
final class RunningHead {
  private static final int MOST_TICKS = 16;

  private RunningHead() {}

  /** Draws it at the top of the box; answers the box that is left. */
  static Box draw(Canvas canvas, String title, int scene, int scenes, Locale locale, Box box) {
    double unit = canvas.sheet().unit();
    var manner = canvas.manners().kicker();
    double height = Math.max(10, manner.largest());
    double progress = Math.min(0.34 * box.width(), 0.24 * unit);
    progress(canvas, scene, scenes, box.x(), box.y(), progress, height);
    var capitals = canvas.type().showable(title.toUpperCase(locale));
    double gap = 0.035 * unit;
    double room = box.width() - progress - gap;
    if (!capitals.isEmpty() && room > 0) {
      var line = canvas.type().fit(capitals, manner, room, 2 * height);
      boolean small = line.size() < 0.8 * manner.largest();
      if (line.lines().size() == 1 && !small && line.width() <= room) {
        double y = box.y() + (height - line.height()) / 2;
        canvas.text(
            line,
            box.x() + progress + gap,
            Math.max(box.y(), y),
            room,
            Align.START,
            canvas.palette().muted());
      }
    }
    return box.below(height + Math.min(0.075 * unit, 0.08 * box.height()));
  }

  private static void progress(
      Canvas canvas, int scene, int scenes, double x, double y, double width, double height) {
    double thick = Math.max(2, 0.0075 * canvas.sheet().unit());
    double middle = y + (height - thick) / 2;
    canvas.mark(x, middle, width, thick);
    if (scenes > MOST_TICKS) {
      canvas.bar(x, middle, width, thick, canvas.palette().line());
      canvas.bar(x, middle, width * scene / scenes, thick, canvas.palette().accent());
      return;
    }
    double gap = Math.min(0.012 * canvas.sheet().unit(), 0.3 * width / scenes);
    double each = (width - gap * (scenes - 1)) / scenes;
    for (int i = 0; i < scenes; i++) {
      canvas.bar(
          x + i * (each + gap),
          middle,
          each,
          thick,
          i < scene ? canvas.palette().accent() : canvas.palette().line());
    }
  }
}
