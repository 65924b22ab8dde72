package dev.kinoloom.domain.speech;

import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A WAV file of 16-bit PCM, read from front to back in constant memory; several channels become
 * one. Whatever is not exactly that fails with BAD_OUTPUT.
 */
public final class Wav {
  private static final int PCM = 1;
  private static final int EXTENSIBLE = 0xfffe;
  private static final int CHUNKS_MAX = 64;

  /** Writers to a pipe don't know the length and put one of these; then the data ends the file. */
  private static final long STREAMED = 0x7fff_0000L;

  private final InputStream in;
  private final int rate;
  private final int channels;
  private final boolean streamed;
  private long bytesLeft;
  private long samples;

  private Wav(InputStream in, ByteBuffer format, long dataBytes) {
    this.in = in;
    this.channels = format.getShort(2);
    this.rate = format.getInt(4);
    this.streamed = dataBytes == 0 || dataBytes >= STREAMED;
    this.bytesLeft = streamed ? Long.MAX_VALUE : dataBytes;
  }

  /** Reads up to the first sample. */
  public static Wav open(InputStream in) throws IOException {
    ByteBuffer riff = bytes(in, 12);
    if (!tag(riff, 0).equals("RIFF") || !tag(riff, 8).equals("WAVE")) {
      throw bad("is not a WAV file");
    }
    ByteBuffer format = null;
    for (int i = 0; i < CHUNKS_MAX; i++) {
      ByteBuffer head = bytes(in, 8);
      long size = head.getInt(4) & 0xffff_ffffL;
      if (tag(head, 0).equals("data")) {
        if (format == null) {
          throw bad("is a WAV file without a format");
        }
        return new Wav(in, format, size);
      }
      if (tag(head, 0).equals("fmt ")) {
        format = format(in, size);
      } else {
        skip(in, size + (size & 1));
      }
    }
    throw bad("is a WAV file without sound in it");
  }

  private static ByteBuffer format(InputStream in, long size) throws IOException {
    if (size < 16 || size > 64) {
      throw bad("is a WAV file with a broken format");
    }
    ByteBuffer format = bytes(in, (int) (size + (size & 1)));
    int kind = format.getShort(0) & 0xffff;
    if (kind == EXTENSIBLE && size >= 26) {
      kind = format.getShort(24) & 0xffff;
    }
    int channels = format.getShort(2);
    int rate = format.getInt(4);
    int bits = format.getShort(14);
    if (kind != PCM || bits != 16) {
      throw bad("is a WAV file, but not of 16-bit PCM");
    }
    if (channels < 1 || channels > 8 || rate < 4_000 || rate > 192_000) {
      throw bad("is a WAV file of %d channels at %d Hz".formatted(channels, rate));
    }
    return format;
  }

  /** Samples a second. */
  public int rate() {
    return rate;
  }

  /** How many samples were read so far. */
  public long samples() {
    return samples;
  }

  /**
   * Fills {@code into} with the next samples, −32,768 to 32,767; answers how many, 0 at the end.
   */
  public int read(short[] into) throws IOException {
    int frame = 2 * channels;
    int wanted = (int) Math.min((long) into.length * frame, bytesLeft - bytesLeft % frame);
    byte[] raw = in.readNBytes(wanted);
    if (raw.length < wanted && !streamed) {
      throw bad("is a WAV file that ends before its sound does");
    }
    bytesLeft -= raw.length;
    ByteBuffer data = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
    int count = raw.length / frame;
    for (int i = 0; i < count; i++) {
      into[i] = mixed(data, i * frame);
    }
    samples += count;
    return count;
  }

  private short mixed(ByteBuffer data, int at) {
    int sum = 0;
    for (int channel = 0; channel < channels; channel++) {
      sum += data.getShort(at + 2 * channel);
    }
    return (short) (sum / channels);
  }

  /** The 44 bytes before {@code samples} samples of one channel. */
  public static byte[] header(int rate, long samples) {
    long bytes = samples * 2;
    if (bytes > STREAMED - 64) {
      throw new Failed(FailureKind.RESOURCES, "more sound than a WAV file can hold");
    }
    return ByteBuffer.allocate(44)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("RIFF".getBytes(StandardCharsets.US_ASCII))
        .putInt((int) (36 + bytes))
        .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
        .putInt(16)
        .putShort((short) PCM)
        .putShort((short) 1)
        .putInt(rate)
        .putInt(rate * 2)
        .putShort((short) 2)
        .putShort((short) 16)
        .put("data".getBytes(StandardCharsets.US_ASCII))
        .putInt((int) bytes)
        .array();
  }

  private static ByteBuffer bytes(InputStream in, int count) throws IOException {
    byte[] read = in.readNBytes(count);
    if (read.length < count) {
      throw bad(read.length == 0 ? "is an empty file" : "is a WAV file cut short");
    }
    return ByteBuffer.wrap(read).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void skip(InputStream in, long count) throws IOException {
    try {
      in.skipNBytes(count);
    } catch (EOFException e) {
      throw bad("is a WAV file cut short");
    }
  }

  private static String tag(ByteBuffer buffer, int at) {
    byte[] four = new byte[4];
    buffer.get(at, four);
    return new String(four, StandardCharsets.ISO_8859_1);
  }

  private static Failed bad(String what) {
    return new Failed(FailureKind.BAD_OUTPUT, "the speech " + what);
  }
}
