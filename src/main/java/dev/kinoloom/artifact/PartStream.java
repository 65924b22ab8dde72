package dev.kinoloom.artifact;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Some bytes of a file, read from the disk as they are asked for. */
final class PartStream extends FilterInputStream {
  private long left;

  private PartStream(InputStream in, long left) {
    super(in);
    this.left = left;
  }

  static PartStream of(Path file, long from, long bytes) throws IOException {
    var in = Files.newInputStream(file);
    try {
      in.skipNBytes(from);
    } catch (IOException e) {
      in.close();
      throw e;
    }
    return new PartStream(in, bytes);
  }

  @Override
  public int read() throws IOException {
    if (left == 0) {
      return -1;
    }
    int one = super.read();
    left -= one < 0 ? 0 : 1;
    return one;
  }

  @Override
  public int read(byte[] into, int offset, int most) throws IOException {
    if (left == 0) {
      return -1;
    }
    int n = super.read(into, offset, (int) Math.min(most, left));
    left -= Math.max(0, n);
    return n;
  }

  @Override
  public long skip(long bytes) throws IOException {
    long n = super.skip(Math.min(bytes, left));
    left -= n;
    return n;
  }

  @Override
  public int available() throws IOException {
    return (int) Math.min(super.available(), left);
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
