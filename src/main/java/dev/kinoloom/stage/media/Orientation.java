package dev.kinoloom.stage.media;

import java.awt.geom.AffineTransform;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How a camera was held: the EXIF tag 0x0112 of a JPEG, 1 (upright) to 8. Source: CIPA DC-008, and
 * JPEG's marker segments.
 */
final class Orientation {
  private static final int UPRIGHT = 1;
  private static final int APP1 = 0xE1;
  private static final int START_OF_SCAN = 0xDA;
  private static final int TAG = 0x0112;

  private Orientation() {}

  /** 1 when the file says nothing about it. */
  static int of(Path file) throws IOException {
    try (var in = new DataInputStream(Files.newInputStream(file))) {
      return in.readUnsignedShort() == 0xFFD8 ? firstSegment(in) : UPRIGHT;
    } catch (EOFException e) {
      return UPRIGHT;
    }
  }

  private static int firstSegment(DataInputStream in) throws IOException {
    for (int i = 0; i < 20; i++) {
      int marker = in.readUnsignedShort();
      int length = in.readUnsignedShort() - 2;
      if (marker >> 8 != 0xFF || (marker & 0xFF) == START_OF_SCAN || length < 0) {
        return UPRIGHT;
      }
      var segment = in.readNBytes(length);
      var head = new String(segment, 0, Math.min(6, segment.length), StandardCharsets.ISO_8859_1);
      if ((marker & 0xFF) == APP1 && head.equals("Exif\0\0")) {
        return tag(ByteBuffer.wrap(segment, 6, segment.length - 6).slice());
      }
    }
    return UPRIGHT;
  }

  private static int tag(ByteBuffer tiff) {
    if (tiff.limit() < 8) {
      return UPRIGHT;
    }
    tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int at = tiff.getInt(4);
    if (at < 8 || at > tiff.limit() - 2) {
      return UPRIGHT;
    }
    int entries = tiff.getShort(at) & 0xFFFF;
    for (int i = 0; i < entries && at + 2 + 12 * i + 12 <= tiff.limit(); i++) {
      int entry = at + 2 + 12 * i;
      if ((tiff.getShort(entry) & 0xFFFF) == TAG) {
        int value = tiff.getShort(entry + 8) & 0xFFFF;
        return value >= 1 && value <= 8 ? value : UPRIGHT;
      }
    }
    return UPRIGHT;
  }

  /** Width and height change places. */
  static boolean isOnItsSide(int orientation) {
    return orientation >= 5;
  }

  /** From the pixels of the file, {@code width} × {@code height}, to the picture as it was seen. */
  static AffineTransform upright(int orientation, double width, double height) {
    return switch (orientation) {
      case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
      case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
      case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
      case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
      case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
      case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
      case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
      default -> new AffineTransform();
    };
  }
}
