package dev.kinoloom.provider.ffmpeg;

import dev.kinoloom.domain.FailureKind;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * How loud something is (EBU R 128).
 *
 * @param lufs integrated; {@value #FLOOR} = nothing to hear
 * @param peak of its samples in dBFS; minus infinite for digital silence
 */
record Loudness(double lufs, double peak) {
  /** What the filter says when every block is below its gate. */
  static final double FLOOR = -70.0;

  /** No sample shall be above this, so that no decoder's true peak clips. */
  static final double PEAK_MOST = -1.5;

  /** The limiter's look-ahead; it delays the sound by as much. */
  private static final int LOOK_AHEAD_SAMPLES = 240;

  private static final Pattern INTEGRATED = Pattern.compile("\\bI:\\s+(\\S+) LUFS");
  private static final Pattern PEAK = Pattern.compile("\\bPeak:\\s+(\\S+) dBFS");

  /** The filter whose summary {@link #read} reads. */
  static final String FILTER = "ebur128=peak=sample:framelog=verbose";

  /** Reads the filter's summary from what FFmpeg said; throws BAD_OUTPUT when there is none. */
  static Loudness read(String said) {
    return new Loudness(number(INTEGRATED, said), number(PEAK, said));
  }

  private static double number(Pattern pattern, String said) {
    String last =
        pattern.matcher(said).results().map((MatchResult m) -> m.group(1)).reduce("", (a, b) -> b);
    return switch (last) {
      case "-inf", "nan", "-nan" -> Double.NEGATIVE_INFINITY;
      default -> {
        try {
          yield Double.parseDouble(last);
        } catch (NumberFormatException e) {
          throw FFmpeg.failed(FailureKind.BAD_OUTPUT, "FFmpeg measured no loudness", e);
        }
      }
    };
  }

  boolean isSilent() {
    return lufs <= FLOOR || peak <= -60;
  }

  /**
   * Filters that bring this to {@code target}: one gain from start to end (nothing pumps), and a
   * limiter with its delay undone only where peaks would clip. For 48 kHz.
   */
  String toReach(double target) {
    double gain = target - lufs;
    var volume = String.format(Locale.ROOT, "volume=%.2fdB", gain);
    return peak + gain <= PEAK_MOST ? volume : volume + "," + limiter();
  }

  private static String limiter() {
    double ceiling = Math.pow(10, PEAK_MOST / 20);
    return String.format(
        Locale.ROOT,
        "apad=pad_len=%1$d,alimiter=limit=%2$.4f:attack=5:release=50:level=0,"
            + "atrim=start_sample=%1$d,asetpts=PTS-STARTPTS",
        LOOK_AHEAD_SAMPLES,
        ceiling);
  }
}
