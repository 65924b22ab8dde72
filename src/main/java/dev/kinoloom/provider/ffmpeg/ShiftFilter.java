package dev.kinoloom.provider.ffmpeg;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Shifts a picture by parts of a pixel: Lanczos' windowed sinc with three lobes, as a row or column
 * of seven weights, summing up to 256, for FFmpeg's {@code convolution}.
 */
final class ShiftFilter {
  private static final int REACH = 3;
  private static final int ONE = 256;

  private ShiftFilter() {}

  /** Content at {@code x + shift} comes to {@code x}; {@code shift} in luma pixels, 0 to 2. */
  static String of(Movement.Axis axis, double shift) {
    var mode = axis == Movement.Axis.ACROSS ? "row" : "column";
    var luma = weights(shift);
    // colour has half as many pixels
    var colour = weights(shift / 2);
    return "convolution=0m='%1$s':1m='%2$s':2m='%2$s':".formatted(luma, colour)
        + "0mode=%1$s:1mode=%1$s:2mode=%1$s:".formatted(mode)
        + "0rdiv=0.00390625:1rdiv=0.00390625:2rdiv=0.00390625";
  }

  private static String weights(double shift) {
    return Arrays.stream(taps(shift)).mapToObj(Integer::toString).collect(Collectors.joining(" "));
  }

  /** Weights of the pixels from 3 before to 3 after. */
  static int[] taps(double shift) {
    double[] exact = new double[2 * REACH + 1];
    for (int i = 0; i < exact.length; i++) {
      exact[i] = lanczos(i - REACH - shift);
    }
    double sum = Arrays.stream(exact).sum();
    int[] taps = Arrays.stream(exact).mapToInt(w -> (int) Math.round(w / sum * ONE)).toArray();
    int before = REACH + (int) Math.min(shift, REACH - 1);
    taps[before] += ONE - Arrays.stream(taps).sum();
    // a sinc cut short does not quite shift by what it should, which would be seen as trembling
    int missing = (int) Math.round(shift * ONE) - moment(taps);
    taps[before] -= missing;
    taps[before + 1] += missing;
    return taps;
  }

  private static int moment(int[] taps) {
    return IntStream.range(0, taps.length).map(i -> (i - REACH) * taps[i]).sum();
  }

  private static double lanczos(double x) {
    if (Math.abs(x) < 1e-9) {
      return 1;
    }
    double pi = Math.PI * x;
    return Math.abs(x) >= REACH ? 0 : REACH * Math.sin(pi) * Math.sin(pi / REACH) / (pi * pi);
  }
}
