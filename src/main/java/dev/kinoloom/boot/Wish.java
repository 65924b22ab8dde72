package dev.kinoloom.boot;

import dev.kinoloom.domain.Brief;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A video as it is wished for on the command line: with files of this machine where the API has
 * uploads.
 *
 * @param text topic, article or script
 * @param media own pictures and clips, by scene
 * @param music own music; null = none
 * @param clips at most so many scenes show a generated clip; null = none
 */
record Wish(
    String text,
    Brief.Kind kind,
    @Nullable String title,
    int seconds,
    String size,
    int fps,
    String voice,
    String style,
    Brief.Captions captions,
    Brief.Preset preset,
    @Nullable String language,
    String audience,
    String goal,
    int crossFadeMillis,
    List<Media> media,
    @Nullable Path music,
    @Nullable Integer clips) {
  /** A file in place of the picture of a scene, counted from 1. */
  record Media(int scene, Path file) {}
}
