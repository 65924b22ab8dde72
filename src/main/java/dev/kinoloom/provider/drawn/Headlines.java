package dev.kinoloom.provider.drawn;

import dev.kinoloom.provider.drawn.Typesetter.Manner;

/** Bar, headline, line below: what titles and closes share. */
final class Headlines {
  private Headlines() {}

  static Stack of(Canvas canvas, String headline, String sub, Manner manner, Box box) {
    double unit = canvas.sheet().unit();
    var palette = canvas.palette();
    var type = canvas.type();
    var stack = new Stack().bar(0.11 * unit, 0.012 * unit, palette.accent()).gap(0.045 * unit);
    double left = box.height() - stack.height();
    var below = type.showable(sub);
    var head = type.showable(headline);
    if (!head.isEmpty()) {
      double share = below.isEmpty() ? 1 : 0.7;
      var paragraph = type.fit(head, manner, box.width(), left * share);
      stack.text(paragraph, palette.text());
      left -= paragraph.height();
    }
    if (!below.isEmpty()) {
      double gap = Math.min(0.04 * unit, 0.2 * left);
      stack
          .gap(gap)
          .text(
              type.fit(below, canvas.manners().body(), 0.92 * box.width(), left - gap),
              palette.muted());
    }
    return stack;
  }
}
