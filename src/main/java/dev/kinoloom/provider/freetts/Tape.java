package dev.kinoloom.provider.freetts;

import com.sun.speech.freetts.audio.AudioPlayer;
import dev.kinoloom.domain.speech.Wav;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import javax.sound.sampled.AudioFormat;

/** Where FreeTTS believes to play: a WAV file. */
final class Tape implements AudioPlayer, AutoCloseable {
  static final int RATE = 16_000;
  private final Path file;
  private final OutputStream out;
  private AudioFormat format = new AudioFormat(RATE, 16, 1, true, true);
  private long bytes;

  Tape(Path file) throws IOException {
    this.file = file;
    this.out =
        new BufferedOutputStream(
            Files.newOutputStream(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE));
    out.write(Wav.header(RATE, 0));
  }

  double seconds() {
    return bytes / 2.0 / RATE;
  }

  @Override
  public boolean write(byte[] sound, int offset, int size) {
    try {
      for (int i = offset; i + 1 < offset + size; i += 2) {
        out.write(sound[i + 1]);
        out.write(sound[i]);
      }
      bytes += size;
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean write(byte[] sound) {
    return write(sound, 0, sound.length);
  }

  /** Now the length is known. */
  @Override
  public void close() {
    try {
      out.close();
      try (var head = new RandomAccessFile(file.toFile(), "rw")) {
        head.write(Wav.header(RATE, bytes / 2));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void setAudioFormat(AudioFormat wanted) {
    if (!wanted.matches(new AudioFormat(RATE, 16, 1, true, true))) {
      throw new IllegalStateException("FreeTTS speaks as " + wanted);
    }
    format = wanted;
  }

  @Override
  public AudioFormat getAudioFormat() {
    return format;
  }

  @Override
  public void pause() {}

  @Override
  public void resume() {}

  @Override
  public void reset() {}

  @Override
  public boolean drain() {
    return true;
  }

  @Override
  public void begin(int size) {}

  @Override
  public boolean end() {
    return true;
  }

  @Override
  public void cancel() {}

  @Override
  public float getVolume() {
    return 1;
  }

  @Override
  public void setVolume(float volume) {}

  @Override
  public long getTime() {
    return 0;
  }

  @Override
  public void resetTime() {}

  @Override
  public void startFirstSampleTimer() {}

  @Override
  public void showMetrics() {}
}
