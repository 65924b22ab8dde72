package dev.kinoloom.provider.ffmpeg;

import dev.kinoloom.domain.FailureKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A mono, 48 kHz, signed 16 bit WAV file.
 *
 * @param file where it lies
 * @param offset of its first sample, in bytes
 * @param samples how many there are
 */
record WavFile(Path file, long offset, long samples) {
  private static final int RATE = 48_000;
  private static final int HEADER = 44;
  private static final int RIFF = tag("RIFF");
  private static final int WAVE = tag("WAVE");
  private static final int FMT = tag("fmt ");
  private static final int DATA = tag("data");

  /** Reads the header; throws BAD_OUTPUT when it is another kind of file, or cut short. */
  static WavFile open(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      var head = read(channel, 0, 12);
      boolean known = head.remaining() == 12 && head.getInt() == RIFF;
      if (!known || head.getInt(8) != WAVE) {
        throw unusable(file, "is no WAV file");
      }
      return chunks(file, channel);
    }
  }

  private static WavFile chunks(Path file, FileChannel channel) throws IOException {
    boolean formatSeen = false;
    for (long at = 12; at + 8 <= channel.size(); ) {
      var head = read(channel, at, 8);
      int name = head.getInt();
      long size = head.getInt() & 0xffffffffL;
      if (name == FMT) {
        expectFormat(file, read(channel, at + 8, 16));
        formatSeen = true;
      } else if (name == DATA && formatSeen) {
        if (at + 8 + size > channel.size()) {
          throw unusable(file, "is cut short");
        }
        return new WavFile(file, at + 8, size / 2);
      }
      at += 8 + size + size % 2;
    }
    throw unusable(file, "holds no sound");
  }

  private static void expectFormat(Path file, ByteBuffer format) {
    boolean right =
        format.remaining() == 16
            && format.getShort(2) == 1
            && format.getInt(4) == RATE
            && format.getShort(14) == 16;
    if (!right) {
      throw unusable(file, "is not mono, 48 kHz, 16 bit");
    }
  }

  private static ByteBuffer read(FileChannel channel, long at, int bytes) throws IOException {
    var buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    channel.read(buffer, at);
    return buffer.flip();
  }

  private static RuntimeException unusable(Path file, String what) {
    return FFmpeg.failed(FailureKind.BAD_OUTPUT, file.getFileName() + " " + what);
  }

  /** Copies all samples. */
  void copyTo(OutputStream out) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ);
        InputStream in = Channels.newInputStream(channel.position(offset))) {
      long left = samples * 2;
      byte[] chunk = new byte[64 * 1024];
      while (left > 0) {
        int n = in.read(chunk, 0, (int) Math.min(chunk.length, left));
        if (n < 0) {
          throw unusable(file, "is cut short");
        }
        out.write(chunk, 0, n);
        left -= n;
      }
    }
  }

  /** Writes the header of a file with so many samples. */
  static void writeHeader(OutputStream out, long samples) throws IOException {
    int bytes = Math.toIntExact(samples * 2);
    var header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(RIFF).putInt(HEADER - 8 + bytes).putInt(WAVE);
    header.putInt(FMT).putInt(16).putShort((short) 1).putShort((short) 1);
    header.putInt(RATE).putInt(RATE * 2).putShort((short) 2).putShort((short) 16);
    header.putInt(DATA).putInt(bytes);
    out.write(header.array());
  }

  private static int tag(String name) {
    return name.charAt(0) | name.charAt(1) << 8 | name.charAt(2) << 16 | name.charAt(3) << 24;
  }
}
