package dev.kinoloom.domain.speech;

import dev.kinoloom.domain.Failed;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How loud a sound is, in steps of {@value #STEP_MILLIS} ms: enough to tell speech from silence.
 */
public final class Loudness {
  static final int STEP_MILLIS = 10;

  /** Below this (−50 dB of full scale) there is nothing to hear. */
  private static final double AUDIBLE = 0.003;

  /** What is 30 dB softer than the loud parts is a pause. */
  private static final double SOFT = 0.032;

  /** Shorter ones are inside words: the closure of a p or t. */
  private static final int PAUSE_MIN_STEPS = 9;

  private final double[] steps;
  private final int millis;
  private final double threshold;

  private Loudness(double[] steps, int millis) {
    this.steps = steps;
    this.millis = millis;
    this.threshold = Math.max(AUDIBLE / 4, SOFT * loud(steps));
  }

  /** A stretch of time. */
  record Span(int startMillis, int endMillis) {
    int millis() {
      return endMillis - startMillis;
    }
  }

  /**
   * Of a WAV file.
   *
   * @throws Failed with BAD_OUTPUT when it is none
   */
  public static Loudness of(InputStream file) throws IOException {
    Wav wav = Wav.open(file);
    short[] step = new short[wav.rate() * STEP_MILLIS / 1000];
    double[] levels = new double[1024];
    int count = 0;
    for (int n = wav.read(step); n > 0; n = wav.read(step)) {
      if (count == levels.length) {
        levels = Arrays.copyOf(levels, count * 2);
      }
      levels[count++] = level(step, n);
    }
    int millis = (int) (wav.samples() * 1000 / wav.rate());
    return new Loudness(Arrays.copyOf(levels, count), millis);
  }

  /** Root mean square, 0 to 1. */
  private static double level(short[] samples, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += (double) samples[i] * samples[i];
    }
    return Math.sqrt(sum / count) / 32768;
  }

  /** The level that a twentieth of the steps reach. */
  private static double loud(double[] steps) {
    double[] sorted = steps.clone();
    Arrays.sort(sorted);
    return sorted.length == 0 ? 0 : sorted[sorted.length * 19 / 20];
  }

  public int millis() {
    return millis;
  }

  /** Nothing to hear in it. */
  public boolean isSilent() {
    return loud(steps) < AUDIBLE;
  }

  /** From the first to the last sound. */
  Span voiced() {
    int first = 0;
    int last = steps.length;
    while (first < last && steps[first] < threshold) {
      first++;
    }
    while (last > first && steps[last - 1] < threshold) {
      last--;
    }
    return span(first, last);
  }

  /** The pauses between the first and the last sound, in order. */
  List<Span> pauses() {
    var pauses = new ArrayList<Span>();
    Span voiced = voiced();
    int start = -1;
    for (int i = voiced.startMillis() / STEP_MILLIS; i * STEP_MILLIS < voiced.endMillis(); i++) {
      boolean soft = steps[i] < threshold;
      if (soft && start < 0) {
        start = i;
      } else if (!soft && start >= 0) {
        if (i - start >= PAUSE_MIN_STEPS) {
          pauses.add(span(start, i));
        }
        start = -1;
      }
    }
    return pauses;
  }

  /** How long something is said in it, without its pauses. */
  public double spokenSeconds() {
    int paused = pauses().stream().mapToInt(Span::millis).sum();
    return (voiced().millis() - paused) / 1000.0;
  }

  private Span span(int first, int last) {
    return new Span(first * STEP_MILLIS, Math.min(millis, last * STEP_MILLIS));
  }
}
