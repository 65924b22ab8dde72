package dev.kinoloom.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** A frame of a finished film, pixel by pixel. */
final class FilmLook {
  private static final int BRIGHT = 215;

  private FilmLook() {}

  /** How many pixels of these rows are nearly white; {@code width} of the film. */
  static long brightPixels(Path ffmpeg, Path film, double second, int width, int fromRow, int toRow)
      throws IOException {
    var command =
        List.of(
            ffmpeg.toString(),
            "-v",
            "error",
            "-ss",
            String.format(Locale.ROOT, "%.3f", second),
            "-i",
            film.toString(),
            "-frames:v",
            "1",
            "-vf",
            "format=gray",
            "-f",
            "rawvideo",
            "-");
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    byte[] pixels = process.getInputStream().readAllBytes();
    assertThat(pixels).as("a frame at %.3f s", second).hasSizeGreaterThanOrEqualTo(width * toRow);
    return IntStream.range(fromRow * width, toRow * width)
        .filter(i -> (pixels[i] & 0xff) > BRIGHT)
        .count();
  }
}
