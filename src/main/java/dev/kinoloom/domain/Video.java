package dev.kinoloom.domain;

import org.jspecify.annotations.Nullable;

/**
 * A finished, verified video and what goes with it.
 *
 * @param file MP4: H.264, AAC, fast start
 * @param srt captions
 * @param vtt captions
 * @param thumbnail JPEG
 * @param metadata JSON
 * @param title of the video
 * @param durationMillis of the file
 * @param size pixels
 * @param fps frames a second
 * @param frames in all
 * @param videoCodec e.g. {@code h264}
 * @param audioCodec e.g. {@code aac}; null = silent by wish
 * @param loudnessLufs integrated; null = silent by wish
 */
public record Video(
    ArtifactRef file,
    ArtifactRef srt,
    ArtifactRef vtt,
    ArtifactRef thumbnail,
    ArtifactRef metadata,
    String title,
    long durationMillis,
    FrameSize size,
    int fps,
    int frames,
    String videoCodec,
    @Nullable String audioCodec,
    @Nullable Double loudnessLufs) {
  public Video {
    given("file", file);
    given("srt", srt);
    given("vtt", vtt);
    given("thumbnail", thumbnail);
    given("metadata", metadata);
    given("title", title);
    given("size", size);
    given("videoCodec", videoCodec);
  }

  /** Also what was read may lack something. */
  private static void given(String field, @Nullable Object value) {
    if (value == null) {
      throw new Invalid("video." + field, "must be given");
    }
  }
}
