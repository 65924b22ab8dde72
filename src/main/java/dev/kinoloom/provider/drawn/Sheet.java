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
  private static final double WIDE_FROM = 1.25;
  private static final double BESIDE_FROM = 0.9;

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

  /** The picture's art stands beside the texts, not below them. */
  boolean isBeside() {
    return frame.width() >= BESIDE_FROM * frame.height();
  }

  /** Captions take the frame's part below this; on a phone they stand higher. */
  double captionsFrom() {
    return frame.isPortrait() ? 0.74 : 0.78;
  }

  /** Where captions begin on the picture when the frame stands in its middle. */
  double captionsTop() {
    return (height - frame.height()) / 2.0 + captionsFrom() * frame.height();
  }

  /** Centre of the art, across. */
  double artX() {
    return (isWide() ? 0.815 : isBeside() ? 0.89 : 0.66) * width;
  }

  /** Centre of the art, down. */
  double artY() {
    return (isBeside() ? 0.455 : 0.6) * height;
  }

  /** Of the art, which stays within so many pixels of its centre. */
  double artRadius() {
    return isBeside()
        ? Math.min(0.36 * height, (isWide() ? 0.185 : 0.24) * width)
        : Math.min(0.36 * width, 0.106 * height);
  }

  /** The part of a box that the art leaves to the texts. */
  Box besideArt(Box box) {
    return isBeside()
        ? box.left(isWide() ? 0.62 : 0.64)
        : box.top(Math.max(0.2, (artY() - 1.36 * artRadius() - box.y()) / box.height()));
  }

  /** What is seen wherever the frame stands, above the captions: no text leaves it. */
  Rectangle2D seen() {
    double x = width - frame.width();
    double y = height - frame.height();
    return new Rectangle2D.Double(x, y, frame.width() - x, captionsFrom() * frame.height() - y);
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
