package dev.kinoloom.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants a video of, valid as far as can be told without reading the text. It is the
 * payload of a job (≤ 64 KiB as JSON), therefore a long text is an artifact.
 *
 * @param source names the text as it was given, UTF-8; a short one lies in the {@link Payload}
 * @param title shown and kept in the metadata; null = found in the text
 * @param kind how the text is to be read
 * @param seconds wanted length, {@value #MIN_SECONDS} to {@value #MAX_SECONDS}
 * @param size pixels
 * @param fps frames a second: 24, 25, 30, 50 or 60, so that a frame is a whole number of samples at
 *     48 kHz
 * @param voice {@code auto}, {@code none}, a speech provider's id, or {@code provider/voice}
 * @param style name of a style, e.g. {@code ink}
 * @param captions what is burnt into the picture; the caption files are always made
 * @param preset default, debug or quick-demo
 * @param language BCP 47, e.g. {@code en}; null = detected
 * @param audience for whom, in words; may be empty
 * @param goal what for, in words; may be empty
 * @param crossFadeMillis length of the cross-fade between scenes, 0 (a cut) to 1,000
 * @param media own pictures and clips, by scene
 * @param music own music to lie under the voice; null = none
 * @param clips at most so many scenes, from the first on, show a clip that is generated for money;
 *     null = none
 */
public record Brief(
    ArtifactRef source,
    @Nullable String title,
    Kind kind,
    int seconds,
    FrameSize size,
    int fps,
    String voice,
    String style,
    Captions captions,
    Preset preset,
    @Nullable String language,
    String audience,
    String goal,
    int crossFadeMillis,
    List<OwnMedia> media,
    @Nullable ArtifactRef music,
    @Nullable Integer clips) {

  public static final int MIN_SECONDS = 15;
  public static final int MAX_SECONDS = 1800;
  public static final int MAX_WORDS = 20_000;
  public static final int MAX_WORDING = 300;
  private static final List<Integer> RATES = List.of(24, 25, 30, 50, 60);

  /** How the text is to be read. AUTO: an article if it has sentences enough, otherwise a topic. */
  public enum Kind {
    AUTO,
    TOPIC,
    ARTICLE,
    SCRIPT
  }

  /** What is burnt into the picture. */
  public enum Captions {
    NONE,
    LINES,
    WORDS
  }

  /** What is taken for whatever is not said. */
  public enum Preset {
    DEFAULT(1080, 30, 60),
    /** Soon made, to look at while something is tried out. */
    DEBUG(360, 24, 30),
    /** For a visitor: soon made, and a bare topic is answered with a demo. */
    QUICK_DEMO(720, 30, 30);

    private final int shorterSide;
    private final int fps;
    private final int seconds;

    Preset(int shorterSide, int fps, int seconds) {
      this.shorterSide = shorterSide;
      this.fps = fps;
      this.seconds = seconds;
    }

    /** Pixels of a picture's shorter side, where only its shape is said. */
    public int shorterSide() {
      return shorterSide;
    }

    /** Frames a second. */
    public int fps() {
      return fps;
    }

    /** Wanted length. */
    public int seconds() {
      return seconds;
    }
  }

  /**
   * A picture or clip that takes the place of a drawn one.
   *
   * @param scene 1 for the first scene
   * @param file image or video
   */
  public record OwnMedia(int scene, ArtifactRef file) {
    public OwnMedia {
      if (scene < 1 || scene > 300) {
        throw new Invalid("media.scene", "must be 1 to 300, not " + scene);
      }
    }
  }

  public Brief {
    given("source", source);
    given("kind", kind);
    given("size", size);
    given("captions", captions);
    given("preset", preset);
    given("voice", voice);
    given("style", style);
    given("audience", audience);
    given("goal", goal);
    if (seconds < MIN_SECONDS || seconds > MAX_SECONDS) {
      throw new Invalid(
          "seconds", "must be %d to %d, not %d".formatted(MIN_SECONDS, MAX_SECONDS, seconds));
    }
    if (!RATES.contains(fps)) {
      throw new Invalid("fps", "must be one of %s, not %d".formatted(RATES, fps));
    }
    if (crossFadeMillis < 0 || crossFadeMillis > 1000) {
      throw new Invalid("crossFadeMillis", "must be 0 to 1000, not " + crossFadeMillis);
    }
    if (clips != null && (clips < 1 || clips > 300)) {
      throw new Invalid("clips", "must be 1 to 300, not " + clips);
    }
    bounded("title", title == null ? "" : title);
    bounded("audience", audience);
    bounded("goal", goal);
    bounded("voice", voice);
    bounded("style", style);
    given("media", media);
    media = List.copyOf(media);
    if (media.size() > 300) {
      throw new Invalid("media", "must be at most 300 files, not " + media.size());
    }
  }

  private static void given(String field, @Nullable Object value) {
    if (value == null) {
      throw new Invalid(field, "must be given");
    }
  }

  private static void bounded(String field, String text) {
    if (text.length() > MAX_WORDING) {
      throw new Invalid(
          field, "must have at most %d characters, not %d".formatted(MAX_WORDING, text.length()));
    }
  }

  /** No narration is wanted. */
  public boolean isSilent() {
    return voice.equals("none");
  }
}
