package dev.kinoloom.provider.ffmpeg;

import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.Timeline;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** All narrations as one sound: each padded with silence to its scene's slot, to the sample. */
final class NarrationTrack {
  private static final byte[] SILENCE = new byte[16 * 1024];

  private NarrationTrack() {}

  /** Throws BAD_OUTPUT when a narration doesn't fit its slot. */
  static void write(Timeline timeline, List<Path> narrations, Path target) throws IOException {
    int perFrame = Timeline.samplesPerFrame(timeline.fps());
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target), 1 << 16)) {
      WavFile.writeHeader(out, timeline.samples());
      for (int scene = 0; scene < narrations.size(); scene++) {
        var speech = WavFile.open(narrations.get(scene));
        long slot = (long) timeline.slots().get(scene).frames() * perFrame;
        long rest = slot - Timeline.LEAD_SAMPLES - speech.samples();
        if (rest < Timeline.TAIL_SAMPLES) {
          throw FFmpeg.failed(
              FailureKind.BAD_OUTPUT,
              "the speech of scene %d is longer than was planned".formatted(scene + 1));
        }
        silence(out, Timeline.LEAD_SAMPLES);
        speech.copyTo(out);
        silence(out, rest);
      }
    }
  }

  private static void silence(OutputStream out, long samples) throws IOException {
    for (long left = samples * 2; left > 0; left -= SILENCE.length) {
      out.write(SILENCE, 0, (int) Math.min(SILENCE.length, left));
    }
  }
}
