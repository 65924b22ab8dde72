package dev.kinoloom.boot;

import dev.kinoloom.chaos.Articles;
import dev.kinoloom.codec.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What somebody may send in place of a brief.
 *
 * @param words that the answer must hold
 */
record BadRequest(String body, String words) {
  /** A reference that would lead out of the directory of artifacts. */
  private static final Map<String, Object> FILE =
      Map.of("sha256", "../x", "bytes", 1, "mediaType", "image/png");

  static Stream<BadRequest> all(String nasty) {
    return Stream.of(
        new BadRequest("{\"brief\":\"a", "line 1"),
        text("", "is empty"),
        text(" \n\t ", "is empty"),
        text("🚀🚀🚀", "is empty"),
        text("Trains", "is a topic (1 word), and no writer is configured"),
        text("word ".repeat(25_000), "has 25,000 words; at most 20,000"),
        text("word ".repeat(100_000), "has 100,000 words; at most 20,000"),
        text("abc\u0000\u0001\u0002", "binary data, not text"),
        text("%PDF-1.7 xyz", "looks like a PDF"),
        field("title", "t\u0007", "control characters"),
        field("voiceId", "nobody", "is not known here; known: auto, none"),
        field("voiceId", nasty, "is not known here"),
        field("style", nasty, "is not known here; known: ink"),
        field("style", "../../ink", "is not known here; known: ink"),
        field("kind", nasty, "must be one of auto, topic, article, script"),
        field("seconds", 0, "must be 15 to 1800, not 0"),
        field("seconds", -1, "must be 15 to 1800, not -1"),
        field("seconds", 1_000_000_000, "must be 15 to 1800"),
        field(nasty, "x", "is not a known field"),
        field("music", FILE, "must be 64 lower-case hex digits"),
        option("size", "1281x720", "both sides must be even"),
        option("size", "0x0", "256 to 3840"),
        option("size", "15360x8640", "256 to 3840"),
        option("size", "640x360;id", "WIDTHxHEIGHT"),
        option("fps", 29, "24, 25, 30, 50, 60"),
        option("language", "$(id)", "language tag"),
        option("captions", nasty, "none, lines, words"),
        option("preset", nasty, "quick-demo"),
        option("sise", "x", "is not a known field; known here: aspect"));
  }

  private static BadRequest text(String brief, String words) {
    return new BadRequest(Json.encode(Map.of("brief", brief)), words);
  }

  private static BadRequest field(String name, Object value, String words) {
    var body = new HashMap<String, Object>(Map.of("brief", Articles.of(1)));
    body.put(name, value);
    return new BadRequest(Json.encode(body), words);
  }

  private static BadRequest option(String name, Object value, String words) {
    return field("options", Map.of(name, value), words);
  }

  @Override
  public String toString() {
    return words;
  }
}
