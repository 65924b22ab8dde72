package dev.kinoloom.provider.drawn;

import dev.kinoloom.provider.drawn.Paragraph.Align;
import java.util.Locale;

/** The line at the top: the video's title in capitals, and how far it is. */
final class RunningHead {
  private static final int MOST_TICKS = 16;

  private RunningHead() {}

  /** Draws it at the top of the box; answers the box that is left. */
  static Box draw(Canvas canvas, String title, int scene, int scenes, Locale locale, Box box) {
    double unit = canvas.sheet().unit();
    double height = Math.max(10, 0.03 * unit);
    double progress = Math.min(0.30 * box.width(), 0.34 * unit);
    progress(canvas, scene, scenes, box.x() + box.width() - progress, box.y(), progress, height);
    var capitals = canvas.type().showable(title.toUpperCase(locale));
    double room = box.width() - progress - 0.05 * unit;
    if (!capitals.isEmpty()) {
      var line = canvas.type().fit(capitals, canvas.manners().kicker(), room, 2 * height);
      boolean small = line.size() < 0.95 * canvas.manners().kicker().smallest();
      if (line.lines().size() == 1 && !small && line.width() <= room) {
        double y = box.y() + (height - line.height()) / 2;
        canvas.text(
            line, box.x(), Math.max(box.y(), y), room, Align.START, canvas.palette().muted());
      }
    }
    return box.below(height + Math.min(0.075 * unit, 0.08 * box.height()));
  }

  private static void progress(
      Canvas canvas, int scene, int scenes, double x, double y, double width, double height) {
    double thick = Math.max(2, 0.0065 * canvas.sheet().unit());
    double middle = y + (height - thick) / 2;
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
