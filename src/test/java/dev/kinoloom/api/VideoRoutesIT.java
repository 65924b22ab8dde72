package dev.kinoloom.api;

import static dev.kinoloom.api.TestService.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.codec.Payloads;
import dev.kinoloom.domain.Brief;
import dev.kinoloom.domain.Failure;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.Payload;
import dev.kinoloom.store.model.ModelStores;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VideoRoutesIT {
  private final ModelStores model = new ModelStores(InstantSource.system());
  private TestService service;

  @BeforeEach
  void serve(@TempDir Path home) throws Exception {
    service = new TestService(home, vertx -> TestService.inMemory(model));
  }

  @AfterEach
  void close() throws Exception {
    service.close();
  }

  private JsonObject status(long job) throws Exception {
    var answer = service.get("/api/videos/%d/status".formatted(job));
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.bodyAsJsonObject();
  }

  private Payload payload(String job) throws Exception {
    var found = await(service.stores.jobs().find(Long.parseLong(job))).orElseThrow();
    return Payloads.decode(found.payload());
  }

  private Brief brief(String job) throws Exception {
    return payload(job).brief();
  }

  private Brief accepted(JsonObject request) throws Exception {
    var answer = service.generate(request);
    assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(202);
    return brief(answer.bodyAsJsonObject().getString("jobId"));
  }

  @ParameterizedTest
  @CsvSource({
    "default, 9:16, 1080x1920, 30, 60",
    "debug, 16:9, 640x360, 24, 30",
    "quick-demo, 1:1, 720x720, 30, 30"
  })
  void a_preset_says_what_the_request_does_not(
      String preset, String aspect, String size, int fps, int seconds) throws Exception {
    var options = new JsonObject().put("preset", preset).put("aspect", aspect);
    var brief = accepted(new JsonObject().put("brief", Texts.ARTICLE).put("options", options));
    assertThat(brief.size()).hasToString(size);
    assertThat(brief.fps()).isEqualTo(fps);
    assertThat(brief.seconds()).isEqualTo(seconds);

    options.put("fps", 50);
    brief =
        accepted(
            new JsonObject()
                .put("brief", Texts.ARTICLE)
                .put("seconds", 77)
                .put("options", options));
    assertThat(brief.fps()).isEqualTo(50);
    assertThat(brief.seconds()).isEqualTo(77);
  }

  @Test
  void a_request_without_a_title_is_listed_under_the_one_its_text_has() throws Exception {
    service.generate(new JsonObject().put("brief", "# The sea bed\n\n" + Texts.ARTICLE));

    var listed = service.get("/api/videos").bodyAsJsonObject().getJsonArray("data");

    assertThat(listed.getJsonObject(0).getString("title")).isEqualTo("The sea bed");
  }

  @Test
  void the_seeds_request_becomes_a_stored_job_and_nothing_is_processed() throws Exception {
    var answer =
        service.generate(
            new JsonObject()
                .put("brief", Texts.ARTICLE)
                .put("voiceId", "freetts/kevin16")
                .put("style", "slate")
                .put("durationMinutes", 2)
                .put(
                    "options",
                    new JsonObject()
                        .put("audience", "general")
                        .put("aspect", "9:16")
                        .put("fps", 25)));

    assertThat(answer.statusCode()).isEqualTo(202);
    var json = answer.bodyAsJsonObject();
    assertThat(json.fieldNames())
        .containsExactlyInAnyOrder("jobId", "status", "correlationId", "createdAt");
    assertThat(json.getString("status")).isEqualTo("pending");
    assertThat(json.getString("correlationId")).isEqualTo(answer.getHeader("X-Correlation-Id"));
    var id = json.getString("jobId");
    assertThat(answer.getHeader("Location")).isEqualTo("/api/videos/" + id + "/status");
    var brief = brief(id);
    assertThat(brief.seconds()).isEqualTo(120);
    assertThat(brief.voice()).isEqualTo("freetts/kevin16");
    assertThat(brief.style()).isEqualTo("slate");
    assertThat(brief.audience()).isEqualTo("general");
    assertThat(brief.size()).hasToString("1080x1920");
    assertThat(brief.fps()).isEqualTo(25);
    assertThat(payload(id).text()).isEqualTo(Texts.ARTICLE);
    assertThat(service.files()).as("a short text needs no file").isEmpty();
    assertThat(service.wakes).hasValue(1);
    assertThat(status(Long.parseLong(id)).getString("status")).isEqualTo("pending");
  }

  @Test
  void a_articletext_is_kept_as_a_file() throws Exception {
    var article = Texts.words(2_000);

    var brief = accepted(new JsonObject().put("brief", article));

    var text = await(service.artifacts.open(service.key, brief.source())).path();
    assertThat(Files.readString(text)).isEqualTo(article);
    assertThat(service.files()).as("nothing is left in scratch").containsExactly(text);
  }

  @Test
  void a_jobs_status_tells_the_way_from_pending_to_completed() throws Exception {
    long job = service.job();
    var task = service.start();
    service.tell(
        job,
        Map.of("stage", "script", "part", 0, "share", 20, "percent", 50, "message", "Writing"),
        false);

    var running = status(job);
    assertThat(running.getString("status")).isEqualTo("processing");
    assertThat(running.getInteger("progressPercentage")).isEqualTo(10);
    assertThat(running.getString("currentStage")).isEqualTo("Script");
    assertThat(running.getString("message")).isEqualTo("Writing");
    assertThat(running.getJsonArray("processingSteps")).containsExactly("Initialized");
    assertThat(running.containsKey("videoUrl")).isFalse();

    service.complete(task);
    var completed = status(job);
    assertThat(completed.getString("status")).isEqualTo("completed");
    assertThat(completed.getInteger("progressPercentage")).isEqualTo(100);
    assertThat(completed.getString("videoUrl")).isEqualTo("/api/videos/%d/download".formatted(job));
    assertThat(completed.getJsonArray("processingSteps"))
        .containsExactly("Initialized", "Completed");
    assertThat(completed.getString("completedAt")).isNotBlank();
    assertThat(completed.getJsonObject("video").getLong("durationMillis")).isEqualTo(30_000);
  }

  @Test
  void a_failed_job_says_why_and_whether_another_try_may_help() throws Exception {
    long job = service.job();
    service.fail(service.start(), new Failure(FailureKind.UNSUPPORTED, "No voice speaks Klingon."));

    var failed = status(job);
    assertThat(failed.getString("status")).isEqualTo("failed");
    assertThat(failed.getJsonObject("error"))
        .isEqualTo(
            new JsonObject()
                .put("message", "No voice speaks Klingon.")
                .put("kind", "UNSUPPORTED")
                .put("isRetryable", false));
    var download = service.get("/api/videos/%d/download".formatted(job));
    assertThat(download.statusCode()).isEqualTo(409);
  }

  @Test
  void many_requests_at_once_are_all_stored_each_as_a_job_of_its_own() throws Exception {
    var body = new JsonObject().put("brief", Texts.ARTICLE);
    var answers =
        IntStream.range(0, 300)
            .mapToObj(
                i ->
                    service
                        .as(TestService.SECRET, HttpMethod.POST, "/api/videos/generate")
                        .sendJsonObject(body.copy().put("title", "Number " + i)))
            .toList();
    var ids = new TreeSet<String>();
    for (var answer : answers) {
      var response = await(answer);
      assertThat(response.statusCode()).isEqualTo(202);
      ids.add(response.bodyAsJsonObject().getString("jobId"));
    }
    assertThat(ids).hasSize(300);
    assertThat(service.jobs()).isEqualTo(300);
    assertThat(service.wakes.get()).as("fewer commits than requests").isLessThan(300);
  }

  @Test
  void the_same_request_with_the_same_idempotency_key_is_the_same_job() throws Exception {
    var body = new JsonObject().put("brief", Texts.ARTICLE);
    var first = keyed("a-key", body);
    var again = keyed("a-key", body);
    assertThat(again).isEqualTo(first);
    assertThat(service.jobs()).isEqualTo(1);

    var request =
        service
            .as(TestService.SECRET, HttpMethod.POST, "/api/videos/generate")
            .putHeader("Idempotency-Key", "a-key")
            .sendJsonObject(body.copy().put("seconds", 90));
    var other = await(request);
    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(other.bodyAsJsonObject().getString("type")).endsWith("idempotency-key-reused");
    assertThat(service.jobs()).isEqualTo(1);
  }

  private JsonObject keyed(String key, JsonObject body) throws Exception {
    var answer =
        await(
            service
                .as(TestService.SECRET, HttpMethod.POST, "/api/videos/generate")
                .putHeader("Idempotency-Key", key)
                .putHeader("X-Correlation-Id", "mine-1")
                .sendJsonObject(body));
    assertThat(answer.statusCode()).isEqualTo(202);
    return answer.bodyAsJsonObject();
  }

  @Test
  void a_key_with_as_many_open_jobs_as_it_may_have_is_told_to_wait() throws Exception {
    model.model().keySet(service.key, null, null, null, 1, null);
    service.job();
    var full = service.generate(new JsonObject().put("brief", Texts.ARTICLE));
    assertThat(full.statusCode()).isEqualTo(429);
    assertThat(full.getHeader("Retry-After")).isEqualTo("10");
    assertThat(service.jobs()).isEqualTo(1);
  }

  @Test
  void a_queued_job_is_cancelled_at_once_and_cancelling_again_is_harmless() throws Exception {
    long job = service.job();
    var cancelled = service.post("/api/videos/%d/cancel".formatted(job));
    assertThat(cancelled.statusCode()).isEqualTo(202);
    assertThat(cancelled.bodyAsJsonObject().getString("status")).isEqualTo("cancelled");
    var again = service.post("/api/videos/%d/cancel".formatted(job));
    assertThat(again.statusCode()).isEqualTo(202);
  }

  @Test
  void a_running_job_is_being_cancelled_and_its_node_is_told() throws Exception {
    long job = service.job();
    service.start();
    var cancelled = service.post("/api/videos/%d/cancel".formatted(job));
    assertThat(cancelled.statusCode()).isEqualTo(202);
    assertThat(cancelled.bodyAsJsonObject().getString("status")).isEqualTo("cancelling");
    assertThat(service.hints.notes).contains("stop [%d]".formatted(job));
  }

  @Test
  void a_completed_job_cannot_be_cancelled_any_more() throws Exception {
    long job = service.job();
    service.complete(service.start());
    var late = service.post("/api/videos/%d/cancel".formatted(job));
    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(late.bodyAsJsonObject().getString("detail")).contains("completed");
    assertThat(status(job).getString("status")).isEqualTo("completed");
  }

  @Test
  void jobs_are_listed_newest_first_page_by_page_and_by_status() throws Exception {
    var ids = new JsonArray();
    for (int i = 0; i < 5; i++) {
      ids.add(Long.toString(service.job()));
    }
    service.post("/api/videos/%s/cancel".formatted(ids.getString(2)));

    var first = service.get("/api/videos?limit=2").bodyAsJsonObject();
    assertThat(ids(first)).containsExactly(ids.getString(4), ids.getString(3));
    assertThat(first.getBoolean("hasMore")).isTrue();
    var second =
        service.get("/api/videos?limit=3&before=" + first.getLong("nextBefore")).bodyAsJsonObject();
    assertThat(ids(second)).containsExactly(ids.getString(2), ids.getString(1), ids.getString(0));
    assertThat(second.getBoolean("hasMore")).isFalse();
    var cancelled = service.get("/api/videos?status=cancelled").bodyAsJsonObject();
    assertThat(ids(cancelled)).containsExactly(ids.getString(2));
  }

  private static List<String> ids(JsonObject page) {
    return page.getJsonArray("data").stream()
        .map(item -> ((JsonObject) item).getString("jobId"))
        .toList();
  }

  @Test
  void another_keys_job_is_as_unknown_as_one_that_never_was() throws Exception {
    long job = service.job();
    service.complete(service.start());
    for (var path : new String[] {"status", "stream", "download", "download?part=srt"}) {
      var theirs = other(HttpMethod.GET, "/api/videos/%d/%s".formatted(job, path));
      var nobodys = other(HttpMethod.GET, "/api/videos/%d/%s".formatted(999_999, path));
      assertThat(theirs.getInteger("status")).isEqualTo(404);
      assertThat(theirs.getString("detail"))
          .isEqualTo(nobodys.getString("detail").replace("999999", Long.toString(job)));
    }
    var cancel = other(HttpMethod.POST, "/api/videos/%d/cancel".formatted(job));
    assertThat(cancel.getInteger("status")).isEqualTo(404);
    assertThat(other(HttpMethod.GET, "/api/videos").getJsonArray("data")).isEmpty();
  }

  private JsonObject other(HttpMethod method, String path) throws Exception {
    return await(service.as(TestService.OTHER_SECRET, method, path).send()).bodyAsJsonObject();
  }
}
