package dev.kinoloom.api;

import static dev.kinoloom.api.TestService.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent: a precise problem, and nothing stored. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputIT {
  private static final String NASTY =
      "'; rm -rf / #\n$(reboot) `id` %n%s%x \\ \" : , [in] drawtext=text='x':enable=1 ../../etc ﷽ 你好 🚀";
  private TestService service;

  @BeforeAll
  void serve(@TempDir Path home) throws Exception {
    service = new TestService(home);
  }

  @AfterAll
  void close() throws Exception {
    service.close();
  }

  private static JsonObject good() {
    return new JsonObject().put("brief", Texts.ARTICLE);
  }

  private static JsonObject with(String field, @Nullable Object value) {
    return good().put(field, value);
  }

  private static JsonObject option(String field, Object value) {
    return good().put("options", new JsonObject().put(field, value));
  }

  private static JsonObject file(Object sha256, Object bytes, Object type) {
    return new JsonObject().put("sha256", sha256).put("bytes", bytes).put("mediaType", type);
  }

  private static JsonObject media(JsonObject item) {
    return with("media", new JsonArray().add(item));
  }

  static Stream<Arguments> requests() {
    var sha = "0".repeat(64);
    return Stream.of(
        // the text
        Arguments.of(new JsonObject(), 400, "brief", "required"),
        Arguments.of(with("brief", null), 400, "brief", "must be text, not null"),
        Arguments.of(with("brief", 7), 400, "brief", "must be text, not 7"),
        Arguments.of(with("brief", ""), 422, "brief", "empty"),
        Arguments.of(with("brief", " \n\t "), 422, "brief", "empty"),
        Arguments.of(with("brief", "Trains"), 422, "brief", "is a topic (1 word)"),
        Arguments.of(with("brief", "🚀🚀🚀"), 422, "brief", "empty"),
        Arguments.of(with("brief", "火车为什么停不下来"), 422, "brief", "is a topic"),
        Arguments.of(with("brief", Texts.words(25_000)), 422, "brief", "25,000 words"),
        Arguments.of(with("brief", Texts.words(100_000)), 422, "brief", "100,000 words"),
        Arguments.of(with("brief", "abc\u0000def\u0001\u0002"), 422, "brief", "binary"),
        Arguments.of(with("brief", "%PDF-1.7 xyz"), 422, "brief", "a PDF"),
        // sizes and lengths
        Arguments.of(option("size", "1281x720"), 422, "options.size", "even"),
        Arguments.of(option("size", "0x0"), 422, "options.size", "256 to 3840"),
        Arguments.of(option("size", "15360x8640"), 422, "options.size", "256 to 3840"),
        Arguments.of(option("size", "999999999x2"), 422, "options.size", "256 to 3840"),
        Arguments.of(option("size", "big"), 422, "options.size", "WIDTHxHEIGHT"),
        Arguments.of(option("size", 1080), 400, "options.size", "must be text, not 1080"),
        Arguments.of(option("aspect", "4:3"), 422, "options.aspect", "16:9, 9:16, 1:1"),
        Arguments.of(
            option("aspect", "16:9").mergeIn(option("size", "512x512"), true),
            422,
            "options.aspect",
            "give one of them"),
        Arguments.of(with("seconds", 0), 422, "seconds", "15 to 1800, not 0"),
        Arguments.of(with("seconds", -1), 422, "seconds", "15 to 1800, not -1"),
        Arguments.of(with("seconds", 1_000_000_000), 422, "seconds", "15 to 1800"),
        Arguments.of(with("seconds", 1e300), 422, "seconds", "15 to 1800"),
        Arguments.of(with("seconds", "sixty"), 400, "seconds", "whole number, not text"),
        Arguments.of(with("seconds", 30.5), 400, "seconds", "whole number, not 30.5"),
        Arguments.of(with("seconds", null), 400, "seconds", "not null"),
        Arguments.of(with("durationMinutes", 0), 422, "durationMinutes", "0.25 to 30"),
        Arguments.of(with("durationMinutes", 1e9), 422, "durationMinutes", "0.25 to 30"),
        Arguments.of(
            with("durationMinutes", 1).put("seconds", 60), 422, "durationMinutes", "give one"),
        Arguments.of(option("fps", 29), 422, "options.fps", "24, 25, 30, 50, 60, not 29"),
        Arguments.of(option("clips", 301), 422, "options.clips", "0 to 300"),
        Arguments.of(option("clips", 2), 422, "options.clips", "no provider of clips"),
        Arguments.of(option("crossFadeMillis", 5_000), 422, "options.crossFadeMillis", "0 to 1000"),
        // names
        Arguments.of(with("voiceId", "en-US-Neural"), 422, "voiceId", "freetts/kevin16"),
        Arguments.of(with("voiceId", NASTY), 422, "voiceId", "not known"),
        Arguments.of(with("style", "baroque"), 422, "style", "known: ink, slate"),
        Arguments.of(with("style", "../../ink"), 422, "style", "known: ink, slate"),
        Arguments.of(with("kind", "poem"), 422, "kind", "auto, topic, article, script"),
        Arguments.of(option("captions", "loud"), 422, "options.captions", "none, lines, words"),
        Arguments.of(option("preset", "x"), 422, "options.preset", "quick-demo"),
        Arguments.of(option("language", "!!"), 422, "options.language", "language tag"),
        Arguments.of(with("title", "t".repeat(301)), 422, "title", "at most 300"),
        Arguments.of(with("title", "a\u0000b"), 422, "title", "control characters"),
        Arguments.of(option("audience", "a\ud800b"), 422, "options.audience", "halves"),
        Arguments.of(option("goal", "g".repeat(301)), 422, "options.goal", "at most 300"),
        // shape
        Arguments.of(with("breif", "x"), 400, "breif", "is not a known field; known here: brief"),
        Arguments.of(with("a é/~c", "x"), 400, "a é/~c", "is not a known field"),
        Arguments.of(option("sise", "x"), 400, "options.sise", "known here: aspect"),
        Arguments.of(with("options", new JsonArray()), 400, "options", "must be an object, not a"),
        Arguments.of(with("media", new JsonObject()), 400, "media", "must be a list, not an"),
        Arguments.of(media(new JsonObject()), 400, "media[0].scene", "required"),
        Arguments.of(
            media(new JsonObject().put("scene", 0).put("file", file(sha, 1, "image/png"))),
            422,
            "media[0].scene",
            "1 to 300"),
        Arguments.of(
            media(new JsonObject().put("scene", 1).put("file", file("../x", 1, "image/png"))),
            422,
            "media[0].file.sha256",
            "64 lower-case hex digits"),
        Arguments.of(
            media(new JsonObject().put("scene", 1).put("file", file(sha, 1, "image/png"))),
            422,
            "media[0].file",
            "is not stored"),
        Arguments.of(with("music", file(sha, 1, "audio/wav")), 422, "music", "is not stored"),
        Arguments.of(with("music", file(sha, 1, "a b/c")), 422, "music", "is not a reference"));
  }

  @ParameterizedTest(name = "[{index}] {2} {3}")
  @MethodSource("requests")
  void what_cannot_be_is_refused_with_the_field_and_the_rule(
      JsonObject request, int status, String field, String rule) throws Exception {
    var answer = service.generate(request);

    assertProblem(answer, status);
    var errors = answer.bodyAsJsonObject().getJsonArray("errors");
    assertThat(errors.stream().map(e -> ((JsonObject) e).getString("field"))).contains(field);
    var rules =
        errors.stream()
            .map(JsonObject.class::cast)
            .filter(e -> e.getString("field").equals(field))
            .map(e -> e.getString("rule"))
            .toList();
    assertThat(rules).hasSize(1);
    assertThat(rules.get(0)).contains(rule).hasSizeLessThan(300);
    assertNothingStored();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"brief\":\"A story",
        "null",
        "[]",
        "\"text\"",
        "7",
        "{} {}",
        "{\"brief\":\"a\",\"brief\":\"b\"}",
        "{\"options\":{\"fps\":30,\"fps\":60}}",
        "{brief:'a'}",
        "{\"brief\":NaN}",
        "{\"brief\":\"\\q\"}"
      })
  void what_is_no_json_object_is_malformed(String body) throws Exception {
    var answer = service.post("/api/videos/generate", "application/json", Buffer.buffer(body));
    assertProblem(answer, 400);
    assertThat(answer.bodyAsJsonObject().getString("detail")).hasSizeBetween(10, 400);
    assertNothingStored();
  }

  @Test
  void a_name_that_is_given_twice_is_named() throws Exception {
    var body = Buffer.buffer("{\"brief\":\"a\",\"brief\":\"b\"}");
    var answer = service.post("/api/videos/generate", "application/json", body);
    assertThat(answer.bodyAsJsonObject().getString("detail"))
        .contains("line 1")
        .contains("Duplicate field 'brief'");
  }

  @Test
  void bytes_that_are_no_utf_8_are_malformed() throws Exception {
    var body = Buffer.buffer("{\"brief\":\"").appendBytes(new byte[] {(byte) 0xc3, 0x28});
    var answer = service.post("/api/videos/generate", "application/json", body.appendString("\"}"));
    assertProblem(answer, 400);
    assertNothingStored();
  }

  @Test
  void deep_nesting_is_malformed() throws Exception {
    var deep = "{\"options\":".repeat(50_000) + "1" + "}".repeat(50_000);
    var answer = service.post("/api/videos/generate", "application/json", Buffer.buffer(deep));
    assertProblem(answer, 400);
    assertThat(answer.bodyAsJsonObject().getString("detail")).contains("depth");
    assertNothingStored();
  }

  @Test
  void a_body_of_ten_megabytes_is_too_big() throws Exception {
    var body = with("brief", "a".repeat(10 << 20)).toBuffer();
    var answer = service.post("/api/videos/generate", "application/json", body);
    assertProblem(answer, 413);
    assertNothingStored();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "multipart/form-data; boundary=x",
        "application/x-www-form-urlencoded",
        "application/json; charset=utf-16",
        "application/jsonp"
      })
  void another_content_type_is_refused(String contentType) throws Exception {
    var answer = service.post("/api/videos/generate", contentType, good().toBuffer());
    assertProblem(answer, 415);
    assertNothingStored();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/videos/0/status",
        "/api/videos/-1/status",
        "/api/videos/01/status",
        "/api/videos/abc/status",
        "/api/videos/1e3/status",
        "/api/videos/99999999999999999999999999/status",
        "/api/videos/..%2F..%2Fetc%2Fpasswd/download",
        "/api/videos/%00/status",
        "/api/videos/1%27%3B--/status",
        "/api/videos/%E4%BD%A0/stream",
        "/api/nothing",
        "/"
      })
  void what_is_not_there_is_not_found(String path) throws Exception {
    assertProblem(service.get(path), 404);
  }

  @Test
  void dots_in_a_path_lead_nowhere() throws Exception {
    assertProblem(service.get("/api/videos/../../../etc/passwd"), 404);
    assertProblem(service.get("/api/videos/%2e%2e/status"), 404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/videos?limit=0",
        "/api/videos?limit=101",
        "/api/videos?before=0",
        "/api/videos?before=99999999999999999999",
        "/api/videos?status=lost"
      })
  void a_query_out_of_bounds_is_refused(String path) throws Exception {
    assertProblem(service.get(path), 422);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/api/videos?limit=many", "/api/videos?limit=1&limit=2", "/api/videos?limt=1"})
  void a_query_of_another_shape_is_refused(String path) throws Exception {
    assertProblem(service.get(path), 400);
  }

  @Test
  void another_method_is_told_which_ones_there_are() throws Exception {
    var answer =
        await(service.as(TestService.SECRET, HttpMethod.DELETE, "/api/videos/1/download").send());
    assertProblem(answer, 405);
    assertThat(answer.getHeader("Allow")).isEqualTo("GET, HEAD");
  }

  @Test
  void an_idempotency_key_that_is_too_long_is_refused() throws Exception {
    var answer =
        await(
            service
                .as(TestService.SECRET, HttpMethod.POST, "/api/videos/generate")
                .putHeader("Idempotency-Key", "k".repeat(256))
                .sendJsonObject(good()));
    assertProblem(answer, 422);
    assertNothingStored();
  }

  private static void assertProblem(HttpResponse<Buffer> answer, int status) {
    assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(status);
    assertThat(answer.getHeader("Content-Type")).isEqualTo("application/problem+json");
    var problem = answer.bodyAsJsonObject();
    assertThat(problem.getInteger("status")).isEqualTo(status);
    assertThat(problem.getString("correlationId")).isEqualTo(answer.getHeader("X-Correlation-Id"));
    assertThat(problem.getString("title")).isNotBlank();
    assertThat(problem.getString("detail")).isNotBlank();
    assertThat(problem.getString("instance")).startsWith("/");
    assertThat(problem.encode().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(4_000);
  }

  private void assertNothingStored() throws Exception {
    assertThat(service.jobs()).isZero();
    assertThat(service.files()).isEmpty();
  }

  @Test
  void nasty_words_where_words_belong_are_only_words(@TempDir Path elsewhere) throws Exception {
    var other = new TestService(elsewhere);
    try {
      var request =
          new JsonObject()
              .put("brief", Texts.ARTICLE + NASTY)
              .put("title", NASTY)
              .put("options", new JsonObject().put("audience", NASTY).put("goal", NASTY));
      var answer = other.generate(request);
      assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(202);
      var listed = other.get("/api/videos").bodyAsJsonObject().getJsonArray("data");
      assertThat(listed.getJsonObject(0).getString("title")).isEqualTo(NASTY);
    } finally {
      other.close();
    }
  }

  static Stream<Arguments> heaps() {
    var small = "{\"brief\":\"x\",%s}";
    var names =
        IntStream.range(0, 50_000)
            .mapToObj("\"f%d\":1"::formatted)
            .collect(Collectors.joining(","));
    var some =
        IntStream.range(0, 60).mapToObj("\"f%d\":1"::formatted).collect(Collectors.joining(","));
    return Stream.of(
        Arguments.of(
            small.formatted("\"media\":[{}" + ",{}".repeat(249_999) + "]"),
            400,
            "Token count (8001) exceeds the maximum allowed (8000)"),
        Arguments.of(small.formatted(names), 400, "the maximum allowed (8000)"),
        Arguments.of(
            small.formatted("\"media\":[{}" + ",{}".repeat(300) + "]"),
            422,
            "media must have at most 300 items, not 301"),
        Arguments.of(
            small.formatted("\"media\":[{}" + ",{}".repeat(299) + "]"), 400, "media[0].scene"),
        Arguments.of(small.formatted(some), 400, "f0 is not a known field"),
        Arguments.of(small.formatted(some + ",\"a\":1,\"b\":1,\"c\":1,\"d\":1"), 400, "65 fields"),
        Arguments.of(
            small.formatted("\"title\":\"" + "t".repeat(140_000) + "\""),
            413,
            "131,072 characters together"),
        Arguments.of(
            small.formatted("\"x\":[\"" + "y".repeat(140_000) + "\"]"), 413, "131,072 characters"),
        Arguments.of(
            "{\"brief\":\"" + "x".repeat(2_200_000) + "\"}",
            422,
            "brief must have at most 2,097,152 characters"));
  }

  @ParameterizedTest(name = "[{index}] {2}")
  @MethodSource("heaps")
  void a_heap_of_what_cannot_be_is_refused_soon_and_shortly(String body, int status, String detail)
      throws Exception {
    long start = System.nanoTime();
    var answer = service.post("/api/videos/generate", "application/json", Buffer.buffer(body));
    assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(status);
    assertThat(answer.bodyAsJsonObject().getString("detail")).contains(detail);
    assertThat(answer.bodyAsJsonObject().getJsonArray("errors", new JsonArray()).size())
        .isLessThanOrEqualTo(20);
    assertThat(answer.body().length()).isLessThan(8_000);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
    assertNothingStored();
  }

  @Test
  void a_query_of_a_thousand_wrong_names_is_answered_shortly() throws Exception {
    var query = IntStream.range(0, 700).mapToObj("a%d"::formatted).collect(Collectors.joining("&"));
    var answer = service.get("/api/videos?" + query);
    assertProblem(answer, 400);
    assertThat(answer.bodyAsJsonObject().getString("detail")).endsWith("; and more");
  }
}
