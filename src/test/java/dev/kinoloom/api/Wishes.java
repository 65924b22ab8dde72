package dev.kinoloom.api;

import dev.kinoloom.domain.Brief;
import dev.kinoloom.domain.FrameSize;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** Wishes as they come in most often. */
public final class Wishes {
  private Wishes() {}

  /** A minute about {@code text}, with nothing else said. */
  public static VideoRequest of(Buffer text) {
    return new VideoRequest(
        text,
        Brief.Kind.AUTO,
        null,
        60,
        new FrameSize(1280, 720),
        30,
        VideoRequest.DEFAULT_VOICE,
        null,
        VideoRequest.DEFAULT_CAPTIONS,
        Brief.Preset.DEFAULT,
        null,
        "",
        "",
        0,
        List.of(),
        null,
        null);
  }
}
