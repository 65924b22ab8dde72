package dev.kinoloom.stage.media;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A JPEG for the press, in four inks, which the JDK decodes but does not turn into colours. Adobe's
 * programs store the inks inverted, and sometimes as luma and chroma; marker APP14 tells. Source:
 * Adobe technical note 5116.
 */
final class InkJpeg {
  static final int INKS = 4;
  private static final Logger LOG = LoggerFactory.getLogger(InkJpeg.class);
  private static final int MOST_MARKERS = 200;
  private static final int APP14 = 0xEE;
  private static final int NO_ADOBE = -1;
  private static final int LUMA_AND_CHROMA = 2;

  private InkJpeg() {}

  /**
   * What its markers say.
   *
   * @param components of a pixel; 0 = it is no JPEG
   * @param transform Adobe's; {@value #NO_ADOBE} without its marker
   */
  private record Markers(int components, int transform) {}

  /** It is a JPEG of four inks. */
  static boolean is(Path file) throws IOException {
    return markers(file).components() == INKS;
  }

  /** {@code inks}: as decoded, {@value #INKS} bands of 8 bits. */
  static BufferedImage colours(Raster inks, Path file) throws IOException {
    int transform = markers(file).transform();
    var image = new BufferedImage(inks.getWidth(), inks.getHeight(), BufferedImage.TYPE_INT_RGB);
    var row = new int[INKS * inks.getWidth()];
    for (int y = 0; y < inks.getHeight(); y++) {
      inks.getPixels(inks.getMinX(), inks.getMinY() + y, inks.getWidth(), 1, row);
      for (int x = 0; x < inks.getWidth(); x++) {
        image.setRGB(x, y, colour(row, INKS * x, transform));
      }
    }
    return image;
  }

  private static int colour(int[] row, int at, int transform) {
    int c = row[at];
    int m = row[at + 1];
    int y = row[at + 2];
    int k = row[at + 3];
    if (transform == LUMA_AND_CHROMA) {
      double luma = c;
      double blue = m - 128.0;
      double red = y - 128.0;
      c = clamp(luma + 1.402 * red);
      m = clamp(luma - 0.344136 * blue - 0.714136 * red);
      y = clamp(luma + 1.772 * blue);
    }
    if (transform == NO_ADOBE) {
      c = 255 - c;
      m = 255 - m;
      y = 255 - y;
      k = 255 - k;
    }
    return (c * k / 255) << 16 | (m * k / 255) << 8 | (y * k / 255);
  }

  private static int clamp(double value) {
    return (int) Math.max(0, Math.min(255, Math.round(value)));
  }

  private static Markers markers(Path file) throws IOException {
    int transform = NO_ADOBE;
    try (var in = new DataInputStream(Files.newInputStream(file))) {
      if (in.readUnsignedShort() != 0xFFD8) {
        return new Markers(0, transform);
      }
      for (int i = 0; i < MOST_MARKERS; i++) {
        int marker = in.readUnsignedShort() & 0xFF;
        var segment = in.readNBytes(Math.max(0, in.readUnsignedShort() - 2));
        if (marker == APP14 && isAdobe(segment)) {
          transform = segment[11] & 0xFF;
        } else if (isFrame(marker) && segment.length > 5) {
          return new Markers(segment[5] & 0xFF, transform);
        }
      }
    } catch (EOFException e) {
      LOG.debug("media.jpeg ends within its markers");
    }
    return new Markers(0, transform);
  }

  private static boolean isAdobe(byte[] segment) {
    return segment.length >= 12
        && new String(segment, 0, 5, StandardCharsets.ISO_8859_1).equals("Adobe");
  }

  /** Start of frame, of any process; C4, C8 and CC mean something else. */
  private static boolean isFrame(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }
}
