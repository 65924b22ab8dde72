package dev.kinoloom.stage.media;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;

/**
 * How a picture is put on a sheet of another shape. It fills the sheet when that cuts off little;
 * otherwise all of it is seen, over a dim and blurred enlargement of itself. What is transparent
 * stands free on a plain ground on which it can be seen.
 */
final class Mounting {
  /** A crop that leaves less than this much of a picture shows something else. */
  private static final double LEAST_LEFT = 0.45;

  /** Of the sheet: what stands free keeps clear of its edges, which movement takes out of sight. */
  private static final double FREE = 0.66;

  private static final int BLUR_SIDE = 24;
  private static final Color DIM = new Color(0, 0, 0, 110);
  private static final Color DARK = new Color(0x16181F);
  private static final Color LIGHT = new Color(0xF4F1EA);
  private static final int SAMPLES = 96;

  private final BufferedImage pixels;
  private final AffineTransform upright;
  private final double width;
  private final double height;

  /**
   * @param pixels as stored
   * @param orientation how they are to be turned, 1 to 8
   */
  Mounting(BufferedImage pixels, int orientation) {
    boolean onSide = Orientation.isOnItsSide(orientation);
    this.pixels = pixels;
    this.upright = Orientation.upright(orientation, pixels.getWidth(), pixels.getHeight());
    this.width = onSide ? pixels.getHeight() : pixels.getWidth();
    this.height = onSide ? pixels.getWidth() : pixels.getHeight();
  }

  /** A sheet of that size with the picture on it, opaque. */
  BufferedImage on(int sheetWidth, int sheetHeight) {
    var sheet = new BufferedImage(sheetWidth, sheetHeight, BufferedImage.TYPE_3BYTE_BGR);
    var g = sheet.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    double cover = Math.max(sheetWidth / width, sheetHeight / height);
    double contain = Math.min(sheetWidth / width, sheetHeight / height);
    if (isTransparent()) {
      g.setColor(ground());
      g.fillRect(0, 0, sheetWidth, sheetHeight);
      draw(g, sheetWidth, sheetHeight, FREE * contain);
    } else if (contain / cover >= LEAST_LEFT) {
      draw(g, sheetWidth, sheetHeight, cover);
    } else {
      g.drawImage(blurred(sheetWidth, sheetHeight, cover), 0, 0, sheetWidth, sheetHeight, null);
      g.setColor(DIM);
      g.fillRect(0, 0, sheetWidth, sheetHeight);
      draw(g, sheetWidth, sheetHeight, contain);
    }
    g.dispose();
    return sheet;
  }

  private void draw(Graphics2D g, double sheetWidth, double sheetHeight, double scale) {
    var move =
        AffineTransform.getTranslateInstance(
            (sheetWidth - width * scale) / 2, (sheetHeight - height * scale) / 2);
    move.scale(scale, scale);
    move.concatenate(upright);
    g.drawImage(pixels, move, null);
  }

  /** Drawn very small; enlarged again it is a blur. */
  private BufferedImage blurred(int sheetWidth, int sheetHeight, double cover) {
    double shrink = BLUR_SIDE / (double) Math.max(sheetWidth, sheetHeight);
    int w = Math.max(2, (int) Math.round(sheetWidth * shrink));
    int h = Math.max(2, (int) Math.round(sheetHeight * shrink));
    var small = new BufferedImage(w, h, BufferedImage.TYPE_3BYTE_BGR);
    var g = small.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    draw(g, w, h, cover * shrink);
    g.dispose();
    return small;
  }

  /** More than a few pixels let the ground through. */
  private boolean isTransparent() {
    return pixels.getColorModel().hasAlpha() && visible() < 0.98;
  }

  private double visible() {
    double sum = 0;
    for (int i = 0; i < SAMPLES * SAMPLES; i++) {
      sum += (sample(i) >>> 24) / 255.0;
    }
    return sum / (SAMPLES * SAMPLES);
  }

  /** Dark under what is light, light under what is dark. */
  private Color ground() {
    double light = 0;
    double weight = 0;
    for (int i = 0; i < SAMPLES * SAMPLES; i++) {
      int c = sample(i);
      double alpha = (c >>> 24) / 255.0;
      light += alpha * (0.299 * (c >> 16 & 255) + 0.587 * (c >> 8 & 255) + 0.114 * (c & 255)) / 255;
      weight += alpha;
    }
    return weight > 0 && light / weight > 0.5 ? DARK : LIGHT;
  }

  private int sample(int i) {
    int x = i % SAMPLES * (pixels.getWidth() - 1) / (SAMPLES - 1);
    int y = i / SAMPLES * (pixels.getHeight() - 1) / (SAMPLES - 1);
    return pixels.getRGB(x, y);
  }
}
