package dev.kinoloom.provider.ffmpeg;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where in a recording something is to be heard.
 *
 * @param from first sample
 * @param to after the last sample
 */
record Edges(long from, long to) {
  private static final int RATE = 48_000;

  /** 10 ms. */
  private static final int WINDOW = RATE / 100;

  /** Softer than this against its loudest moment (−45 dB), or at all (−60 dBFS), is silence. */
  private static final double RELATIVE = 0.0056;

  private static final double ABSOLUTE = 0.001;

  /** Kept at both ends, so that no breath of a consonant is cut. */
  private static final int MARGIN_BEFORE = RATE * 25 / 1000;

  private static final int MARGIN_AFTER = RATE * 60 / 1000;

  long samples() {
    return to - from;
  }

  /** Looks through mono signed 16 bit little endian samples at 48 kHz; empty = nothing to hear. */
  static Optional<Edges> find(Path pcm) throws IOException {
    double loudest = new Scan(pcm, Double.POSITIVE_INFINITY).loudest;
    var scan = new Scan(pcm, Math.max(ABSOLUTE, loudest * RELATIVE));
    return scan.last < 0
        ? Optional.empty()
        : Optional.of(
            new Edges(
                Math.max(0, scan.first * WINDOW - MARGIN_BEFORE),
                Math.min(scan.samples, (scan.last + 1) * WINDOW + MARGIN_AFTER)));
  }

  /** One reading of the file, window by window. */
  private static final class Scan {
    private double loudest;
    private long first = -1;
    private long last = -1;
    private long samples;

    Scan(Path pcm, double threshold) throws IOException {
      byte[] window = new byte[WINDOW * 2];
      try (var in = new BufferedInputStream(Files.newInputStream(pcm), 1 << 16)) {
        long index = 0;
        for (int n = in.readNBytes(window, 0, window.length);
            n > 1;
            n = in.readNBytes(window, 0, window.length)) {
          note(index++, level(window, n / 2), threshold);
          samples += n / 2;
        }
      }
    }

    private void note(long index, double level, double threshold) {
      loudest = Math.max(loudest, level);
      if (level >= threshold) {
        first = first < 0 ? index : first;
        last = index;
      }
    }

    /** Root mean square, 1 = full scale. */
    private static double level(byte[] window, int samples) {
      double sum = 0;
      for (int i = 0; i < samples; i++) {
        double value = (short) ((window[2 * i] & 0xff) | (window[2 * i + 1] << 8)) / 32768.0;
        sum += value * value;
      }
      return Math.sqrt(sum / samples);
    }
  }
}
