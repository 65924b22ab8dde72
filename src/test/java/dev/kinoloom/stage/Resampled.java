package dev.kinoloom.stage;

import dev.kinoloom.domain.speech.Wav;
import dev.kinoloom.provider.Sound.Polished;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Speech brought to 48 kHz by repeating samples, quiet ends cut: enough to test with. */
final class Resampled {
  private static final int AUDIBLE = 300;

  private Resampled() {}

  static Polished to48kHz(byte[] file, Path directory) throws IOException {
    Wav wav = Wav.open(new ByteArrayInputStream(file));
    short[] all = new short[file.length / 2];
    int count = wav.read(all);
    int from = 0;
    int to = count;
    while (from < to && Math.abs(all[from]) < AUDIBLE) {
      from++;
    }
    while (to > from && Math.abs(all[to - 1]) < AUDIBLE) {
      to--;
    }
    if (from == to) {
      from = 0;
      to = count;
    }
    int times = 48_000 / wav.rate();
    var samples = new ByteArrayOutputStream();
    samples.writeBytes(Wav.header(48_000, (long) (to - from) * times));
    for (int i = from; i < to; i++) {
      for (int n = 0; n < times; n++) {
        samples.write(all[i]);
        samples.write(all[i] >> 8);
      }
    }
    Path polished = Files.createTempFile(directory, "polished", ".wav");
    Files.write(polished, samples.toByteArray());
    return new Polished(polished, (long) (to - from) * times, (int) (from * 1000L / wav.rate()));
  }
}
