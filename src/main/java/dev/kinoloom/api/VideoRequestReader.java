package dev.kinoloom.api;

import dev.kinoloom.domain.ArtifactRef;
import dev.kinoloom.domain.Brief.Captions;
import dev.kinoloom.domain.Brief.Kind;
import dev.kinoloom.domain.Brief.OwnMedia;
import dev.kinoloom.domain.Brief.Preset;
import dev.kinoloom.domain.FrameSize;
import dev.kinoloom.domain.Invalid;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A wish for a video as the seed writes it. The object has passed the contract, so only what
 * concerns several fields is asked here.
 */
final class VideoRequestReader {
  /** Fields that the outside knows under another name than we do. */
  private static final Map<String, String> NAMES =
      Map.of(
          "text", "brief",
          "voice", "voiceId",
          "fps", "options.fps",
          "captions", "options.captions",
          "preset", "options.preset",
          "language", "options.language",
          "audience", "options.audience",
          "goal", "options.goal",
          "crossFadeMillis", "options.crossFadeMillis",
          "clips", "options.clips");

  private VideoRequestReader() {}

  /** Throws {@link Invalid} with the names of the outside. */
  static VideoRequest read(JsonObject json) {
    var options = json.getJsonObject("options", new JsonObject());
    var preset = Preset.valueOf(constant(options.getString("preset", "default")));
    return new VideoRequest(
        Buffer.buffer(json.getString("brief")),
        Kind.valueOf(constant(json.getString("kind", "auto"))),
        json.getString("title"),
        seconds(json, preset),
        size(options, preset),
        options.getInteger("fps", preset.fps()),
        json.getString("voiceId", VideoRequest.DEFAULT_VOICE),
        json.getString("style"),
        Captions.valueOf(
            constant(options.getString("captions", VideoRequest.DEFAULT_CAPTIONS.name()))),
        preset,
        options.getString("language"),
        options.getString("audience", ""),
        options.getString("goal", ""),
        options.getInteger("crossFadeMillis", 0),
        media(json.getJsonArray("media", new JsonArray())),
        json.containsKey("music") ? file(json.getJsonObject("music"), "music") : null,
        clips(options));
  }

  /** The same complaint under the name that the outside knows. */
  static Invalid inTheirWords(Invalid invalid) {
    var name = NAMES.get(invalid.field());
    return name == null ? invalid : new Invalid(name, invalid.rule());
  }

  private static int seconds(JsonObject json, Preset preset) {
    var minutes = json.getDouble("durationMinutes");
    if (minutes == null) {
      return json.getInteger("seconds", preset.seconds());
    }
    if (json.containsKey("seconds")) {
      throw new Invalid("durationMinutes", "and seconds say the same thing: give one of them");
    }
    return (int) Math.round(minutes * 60);
  }

  /** None is none, however it is said. */
  private static @Nullable Integer clips(JsonObject options) {
    int wanted = options.getInteger("clips", 0);
    return wanted == 0 ? null : Integer.valueOf(wanted);
  }

  private static FrameSize size(JsonObject options, Preset preset) {
    var aspect = options.getString("aspect");
    var size = options.getString("size");
    if (aspect != null && size != null) {
      throw new Invalid("options.aspect", "and options.size say the same thing: give one of them");
    }
    return sized(
        aspect != null ? "options.aspect" : "options.size",
        aspect != null ? aspect : size != null ? size : VideoRequest.DEFAULT_ASPECT,
        preset);
  }

  private static FrameSize sized(String field, String text, Preset preset) {
    try {
      return FrameSize.parse(text, preset);
    } catch (Invalid e) {
      throw new Invalid(field, e.rule());
    }
  }

  private static List<OwnMedia> media(JsonArray list) {
    var media = new ArrayList<OwnMedia>();
    for (int i = 0; i < list.size(); i++) {
      var item = list.getJsonObject(i);
      var file = file(item.getJsonObject("file"), "media[%d].file".formatted(i));
      media.add(new OwnMedia(item.getInteger("scene"), file));
    }
    return media;
  }

  private static ArtifactRef file(@Nullable JsonObject json, String field) {
    try {
      var file = json == null ? new JsonObject() : json;
      return new ArtifactRef(
          file.getString("sha256", ""),
          file.getLong("bytes", -1L),
          file.getString("mediaType", ""));
    } catch (Invalid e) {
      throw new Invalid(field, "is not a reference as POST /api/media answers it");
    }
  }

  private static String constant(String written) {
    return written.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
