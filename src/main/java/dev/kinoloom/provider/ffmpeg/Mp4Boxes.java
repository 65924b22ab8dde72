package dev.kinoloom.provider.ffmpeg;

import dev.kinoloom.domain.FailureKind;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The boxes that an MP4 file consists of (ISO/IEC 14496-12, 4.2: 32 bits of length, 4 letters of
 * type; length 1 = 64 bits follow). A file that was cut short is told by them in no time; it must
 * not be kept, for what is kept is found again on every try.
 */
final class Mp4Boxes {
  private static final int HEAD = 8;
  private static final int LONG_HEAD = 16;
  private static final int MOST = 10_000;

  private Mp4Boxes() {}

  /** Throws BAD_OUTPUT when a box is cut off, or the index or the media are missing. */
  static void expectWhole(Path file) throws IOException {
    List<String> types = new ArrayList<>();
    try (var in = new RandomAccessFile(file.toFile(), "r")) {
      long at = 0;
      while (at < in.length() && types.size() < MOST) {
        in.seek(at);
        at += next(in, in.length() - at, types);
      }
    } catch (EOFException e) {
      throw broken(file, e);
    }
    if (!types.contains("ftyp") || !types.contains("moov") || !types.contains("mdat")) {
      throw broken(file, null);
    }
  }

  /** Notes a box's type; answers its length. */
  private static long next(RandomAccessFile in, long left, List<String> types) throws IOException {
    long length = Integer.toUnsignedLong(in.readInt());
    var type = new byte[4];
    in.readFully(type);
    int head = length == 1 ? LONG_HEAD : HEAD;
    length = length == 1 ? in.readLong() : length == 0 ? left : length;
    if (length < head || length > left) {
      throw new EOFException("a box of %d bytes where %d are left".formatted(length, left));
    }
    types.add(new String(type, StandardCharsets.US_ASCII));
    return length;
  }

  private static RuntimeException broken(Path file, @Nullable Throwable e) {
    var message = "FFmpeg ended well but wrote a broken " + file.getFileName();
    return e == null
        ? FFmpeg.failed(FailureKind.BAD_OUTPUT, message)
        : FFmpeg.failed(FailureKind.BAD_OUTPUT, message, e);
  }
}
