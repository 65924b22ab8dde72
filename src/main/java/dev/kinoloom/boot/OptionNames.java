package dev.kinoloom.boot;

import dev.kinoloom.domain.Invalid;
import java.util.Map;

/** What the command line calls the fields of a brief; the API's names are known too. */
final class OptionNames {
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("text", "the text"),
          Map.entry("brief", "the text"),
          Map.entry("title", "--title"),
          Map.entry("kind", "--kind"),
          Map.entry("seconds", "--seconds"),
          Map.entry("size", "--size"),
          Map.entry("options.size", "--size"),
          Map.entry("fps", "--fps"),
          Map.entry("options.fps", "--fps"),
          Map.entry("voice", "--voice"),
          Map.entry("voiceId", "--voice"),
          Map.entry("style", "--style"),
          Map.entry("captions", "--captions"),
          Map.entry("options.captions", "--captions"),
          Map.entry("preset", "--preset"),
          Map.entry("options.preset", "--preset"),
          Map.entry("language", "--language"),
          Map.entry("options.language", "--language"),
          Map.entry("audience", "--audience"),
          Map.entry("options.audience", "--audience"),
          Map.entry("goal", "--goal"),
          Map.entry("options.goal", "--goal"),
          Map.entry("crossFadeMillis", "--cross-fade"),
          Map.entry("options.crossFadeMillis", "--cross-fade"),
          Map.entry("clips", "--clips"),
          Map.entry("options.clips", "--clips"),
          Map.entry("music", "--music"));

  private OptionNames() {}

  /** The complaint as a line for whoever typed the command. */
  static String sentence(Invalid invalid) {
    var name = name(invalid.field());
    return name + (invalid.isPredicate() ? " " : ": ") + invalid.rule();
  }

  private static String name(String field) {
    return field.startsWith("media") ? "--media" : NAMES.getOrDefault(field, field);
  }
}
