package dev.kinoloom.boot;

import dev.kinoloom.provider.Child;
import dev.kinoloom.provider.QuickCall;
import dev.kinoloom.provider.ffmpeg.FFmpegSearch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Two seconds of a moving test picture. */
final class TestClip {
  private TestClip() {}

  static byte[] in(Path dir) throws IOException {
    var ffmpeg = new FFmpegSearch(Path.of("target", "test-tools")).find(null);
    var file = dir.resolve("clip.mp4");
    var words =
        List.of(
            ffmpeg.program().toString(),
            "-f",
            "lavfi",
            "-i",
            "testsrc2=size=320x180:rate=24:duration=2",
            "-pix_fmt",
            "yuv420p",
            file.toString());
    try (var call = QuickCall.in(dir, Duration.ofMinutes(1))) {
      Child.of("clip", words).limit(Duration.ofMinutes(1)).run(call).expectSuccess();
    }
    return Files.readAllBytes(file);
  }
}
