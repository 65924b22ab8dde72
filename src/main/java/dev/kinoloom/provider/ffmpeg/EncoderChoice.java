package dev.kinoloom.provider.ffmpeg;

import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.Invalid;
import dev.kinoloom.provider.Call;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which encoder is used: libx264 everywhere, unless {@code auto} was asked for and an encoder in
 * hardware has proven itself. That FFmpeg knows one says nothing: it is let encode a second of
 * moving pictures, which are then decoded and counted.
 */
public final class EncoderChoice {
  private static final Logger LOG = LoggerFactory.getLogger(EncoderChoice.class);
  private static final String SOFTWARE = "libx264";
  private static final List<String> HARDWARE =
      List.of("h264_nvenc", "h264_videotoolbox", "h264_qsv");
  private static final int FRAMES = 30;

  private final FFmpeg ffmpeg;

  public EncoderChoice(FFmpeg ffmpeg) {
    this.ffmpeg = ffmpeg;
  }

  /** {@code wished}: {@code libx264} or {@code auto}; else {@link Invalid}. Blocks for seconds. */
  public String choose(String wished, Call call) {
    return switch (wished) {
      case SOFTWARE -> SOFTWARE;
      case "auto" ->
          HARDWARE.stream()
              .filter(ffmpeg.capabilities().encoders()::contains)
              .filter(encoder -> works(encoder, call))
              .findFirst()
              .orElse(SOFTWARE);
      default ->
          throw new Invalid(
              "providers.ffmpeg.encoder", "must be libx264 or auto, not \"" + wished + "\"");
    };
  }

  /** Whether it really encodes. */
  boolean works(String encoder, Call call) {
    try (var work = Workbench.open(call, "trial-")) {
      var words = new ArrayList<>(List.of("-f", "lavfi"));
      words.addAll(List.of("-i", "testsrc2=size=640x360:rate=%d:duration=1".formatted(FRAMES)));
      words.addAll(new Encoding(encoder, 0).words(FRAMES));
      words.addAll(List.of("-f", "mp4", work.name("trial.mp4")));
      ffmpeg.run(words, call);
      var decoded =
          ffmpeg.run(List.of("-xerror", "-i", work.name("trial.mp4"), "-f", "null", "-"), call);
      LOG.info("encoder tried; next=use encoder={} frames={}", encoder, decoded.frames());
      return decoded.frames() == FRAMES;
    } catch (Failed | IOException e) {
      LOG.info(
          "encoder does not work here; next=another encoder={} cause={}", encoder, e.toString());
      return false;
    }
  }
}
