package dev.kinoloom.provider.drawn;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes PNG for speed: each row as the difference from the one above, lightly packed; several
 * times as fast as the JDK's writer, which tries every filter on every row. Format: RFC 2083.
 */
final class Png {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final byte UP = 2;
  private static final int CHUNK = 1 << 16;

  private Png() {}

  /** {@code image}: of type 3BYTE_BGR, opaque. */
  static void write(BufferedImage image, Path file) throws IOException {
    try (var out = new DataOutputStream(Files.newOutputStream(file))) {
      out.write(SIGNATURE);
      chunk(out, "IHDR", header(image));
      try (var packed = new DeflaterOutputStream(new DataChunks(out), fast(), CHUNK)) {
        rows(image, packed);
      }
      chunk(out, "IEND", new byte[0]);
    }
  }

  private static Deflater fast() {
    return new Deflater(Deflater.BEST_SPEED);
  }

  private static byte[] header(BufferedImage image) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var data = new DataOutputStream(bytes);
    data.writeInt(image.getWidth());
    data.writeInt(image.getHeight());
    data.write(new byte[] {8, 2, 0, 0, 0});
    return bytes.toByteArray();
  }

  private static void rows(BufferedImage image, OutputStream out) throws IOException {
    var pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    int length = 3 * image.getWidth();
    var row = new byte[1 + length];
    row[0] = UP;
    for (int y = 0; y < image.getHeight(); y++) {
      int at = y * length;
      for (int i = 0; i < length; i += 3) {
        for (int c = 0; c < 3; c++) {
          int above = y == 0 ? 0 : pixels[at - length + i + 2 - c];
          row[1 + i + c] = (byte) (pixels[at + i + 2 - c] - above);
        }
      }
      out.write(row);
    }
  }

  private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
    chunk(out, type, data, 0, data.length);
  }

  private static void chunk(DataOutputStream out, String type, byte[] data, int from, int length)
      throws IOException {
    var name = type.getBytes(StandardCharsets.US_ASCII);
    var crc = new CRC32();
    crc.update(name);
    crc.update(data, from, length);
    out.writeInt(length);
    out.write(name);
    out.write(data, from, length);
    out.writeInt((int) crc.getValue());
  }

  /** Each write becomes a chunk of data; closing it leaves the file open. */
  private static final class DataChunks extends OutputStream {
    private final DataOutputStream out;

    DataChunks(DataOutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] data, int from, int length) throws IOException {
      if (length > 0) {
        chunk(out, "IDAT", data, from, length);
      }
    }
  }
}
