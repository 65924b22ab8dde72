package dev.kinoloom.stage;

import dev.kinoloom.domain.ArtifactRef;
import dev.kinoloom.domain.Brief;
import dev.kinoloom.domain.Narration;
import dev.kinoloom.domain.Script;
import dev.kinoloom.domain.Video;
import dev.kinoloom.pipeline.Handover;
import org.jspecify.annotations.Nullable;

/**
 * What the stages hand to each other. Scene tasks have the scene's index (number − 1) as their
 * part.
 */
public final class Artifacts {
  private Artifacts() {}

  /** Part 0. */
  public static final Handover<CheckedBrief> BRIEF = new Handover<>("brief", CheckedBrief.class);

  /** Part 0. */
  public static final Handover<Script> SCRIPT = new Handover<>("script", Script.class);

  /** A part a scene. */
  public static final Handover<Narration> NARRATION = new Handover<>("voice", Narration.class);

  /** A part a scene. */
  public static final Handover<SceneVisual> VISUAL = new Handover<>("visuals", SceneVisual.class);

  /** Part 0 of composition; what a finished job is. */
  public static final Handover<Video> VIDEO = new Handover<>("composition", Video.class);

  static final int SOUNDTRACK_PART = 1;
  static final int FIRST_SEGMENT_PART = 2;

  /** Part 1 of composition. */
  public static final Handover<Soundtrack> SOUNDTRACK =
      new Handover<>("composition", Soundtrack.class);

  /** Part 2 + the scene's index of composition. */
  public static final Handover<Segment> SEGMENT = new Handover<>("composition", Segment.class);

  /**
   * A brief that can be worked on.
   *
   * @param text the normalised text
   * @param kind never AUTO
   * @param language BCP 47, given or detected
   * @param title given or found; may be empty for a bare topic
   * @param words counted
   * @param voice provider and voice that will speak, e.g. {@code freetts/kevin16}, or {@code none}
   * @param wordsPerMinute of that voice
   */
  public record CheckedBrief(
      ArtifactRef text,
      Brief.Kind kind,
      String language,
      String title,
      int words,
      String voice,
      double wordsPerMinute) {}

  /**
   * What a scene shows.
   *
   * @param file a picture or, when {@code clip}, a video
   * @param clip it moves by itself
   * @param width pixels
   * @param height pixels
   * @param provider that made it, or {@code own}
   * @param layout e.g. {@code big-number}
   */
  public record SceneVisual(
      ArtifactRef file, boolean clip, int width, int height, String provider, String layout) {}

  /**
   * The sound of the whole video.
   *
   * @param file AAC in MP4; null = the video is silent
   */
  public record Soundtrack(@Nullable ArtifactRef file) {}

  /**
   * A scene as a film without sound.
   *
   * @param file MP4
   * @param frames how many
   * @param make {@code Composer.make()}: only segments of one make can be joined
   */
  public record Segment(ArtifactRef file, int frames, String make) {}
}
