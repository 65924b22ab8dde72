package dev.kinoloom.provider;

import dev.kinoloom.domain.speech.Wav;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Sound for tests: a hum for so long, silence for so long, and so on. */
public final class Tones {
  public static final int RATE = 48_000;

  private Tones() {}

  /** A WAV of {@code millis} of hum and silence in turn, the hum first. */
  public static byte[] wav(int rate, int... millis) {
    var samples = new ByteArrayOutputStream();
    boolean hum = true;
    for (int span : millis) {
      for (int i = 0; i < (long) rate * span / 1000; i++) {
        int value = hum ? (int) (8000 * Math.sin(i * 2 * Math.PI * 220 / rate)) : 0;
        samples.write(value);
        samples.write(value >> 8);
      }
      hum = !hum;
    }
    var wav = new ByteArrayOutputStream();
    wav.writeBytes(Wav.header(rate, samples.size() / 2));
    wav.writeBytes(samples.toByteArray());
    return wav.toByteArray();
  }

  public static Path file(Path directory, int... millis) throws IOException {
    return Files.write(Files.createTempFile(directory, "tones", ".wav"), wav(RATE, millis));
  }
}
