package dev.kinoloom.provider.drawn;

import dev.kinoloom.domain.FrameSize;
import dev.kinoloom.provider.ImageProvider;
import java.awt.geom.Rectangle2D;

/**
 * The geometry of a picture over which a smaller frame moves.
 *
 * @param width of the picture in pixels, even, at least {@link ImageProvider#ROOM} × the frame's
 * @param height likewise
 * @param frame size of the video
 */
record Sheet(int width, int height, FrameSize frame) {
  /** Captions take the frame's part below this. */
  static final double CAPTIONS_FROM = 0.8;

  private static final double WIDE_FROM = 1.25;

  static Sheet of(FrameSize frame) {
    return new Sheet(larger(frame.width()), larger(frame.height()), frame);
  }

  private static int larger(int side) {
    int least = (int) Math.ceil(side * ImageProvider.ROOM);
    return least + least % 2;
  }

  boolean isWide() {
    return frame.width() >= WIDE_FROM * frame.height();
  }

  /** What is seen wherever the frame stands, above the captions: no text leaves it. */
  Rectangle2D seen() {
    double x = width - frame.width();
    double y = height - frame.height();
    return new Rectangle2D.Double(x, y, frame.width() - x, CAPTIONS_FROM * frame.height() - y);
  }

  /** Where texts stand: what is seen, less a margin. */
  Rectangle2D safe() {
    var seen = seen();
    double mx = 0.035 * Math.min(frame.width(), 1.5 * frame.height());
    double my = 0.03 * Math.min(frame.height(), 1.5 * frame.width());
    return new Rectangle2D.Double(
        seen.getX() + mx, seen.getY() + my, seen.getWidth() - 2 * mx, seen.getHeight() - 1.2 * my);
  }

  /** The measure of all sizes: what 1,000 would be on a full HD frame. */
  double unit() {
    var safe = safe();
    double area = Math.sqrt(safe.getWidth() * safe.getHeight());
    return Math.min(area, Math.min(1.2 * safe.getWidth(), 1.6 * safe.getHeight()));
  }
}
