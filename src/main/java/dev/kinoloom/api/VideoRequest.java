package dev.kinoloom.api;

import dev.kinoloom.domain.ArtifactRef;
import dev.kinoloom.domain.Brief.Captions;
import dev.kinoloom.domain.Brief.Kind;
import dev.kinoloom.domain.Brief.OwnMedia;
import dev.kinoloom.domain.Brief.Preset;
import dev.kinoloom.domain.FrameSize;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A wish for a video, as it came in; {@link Intake} says whether it can be.
 *
 * @param text as it was given
 * @param kind how it is to be read
 * @param title null = found in the text
 * @param seconds wanted length
 * @param size pixels
 * @param fps frames a second
 * @param voice {@code auto}, {@code none}, a speech provider's id, or {@code provider/voice}
 * @param style name of a style; null = the first on offer
 * @param captions what is burnt into the picture
 * @param preset default, debug or quick-demo
 * @param language BCP 47; null = detected
 * @param audience for whom; may be empty
 * @param goal what for; may be empty
 * @param crossFadeMillis between scenes; 0 = a cut
 * @param media own pictures and clips, stored before
 * @param music own music, stored before; null = none
 * @param clips at most so many scenes show a generated clip; null = none
 */
public record VideoRequest(
    Buffer text,
    Kind kind,
    @Nullable String title,
    int seconds,
    FrameSize size,
    int fps,
    String voice,
    @Nullable String style,
    Captions captions,
    Preset preset,
    @Nullable String language,
    String audience,
    String goal,
    int crossFadeMillis,
    List<OwnMedia> media,
    @Nullable ArtifactRef music,
    @Nullable Integer clips) {
  public static final String DEFAULT_ASPECT = "16:9";
  public static final String DEFAULT_VOICE = "auto";
  public static final Captions DEFAULT_CAPTIONS = Captions.WORDS;

  public VideoRequest {
    media = List.copyOf(media);
  }
}
