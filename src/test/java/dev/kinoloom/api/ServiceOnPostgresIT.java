package dev.kinoloom.api;

import static dev.kinoloom.api.TestService.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.store.Stores;
import dev.kinoloom.store.TestDatabase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the service does on the real database as it does on the one in memory. */
class ServiceOnPostgresIT {
  private final TestDatabase database = TestDatabase.create();
  private TestService service;

  @BeforeEach
  void serve(@TempDir Path home) throws Exception {
    service = new TestService(home, vertx -> Stores.over(database.connect(vertx)));
  }

  @AfterEach
  void close() throws Exception {
    service.close();
    database.close();
  }

  @Test
  void a_job_goes_from_its_request_to_its_download() throws Exception {
    long job = service.job();
    var task = service.start();
    assertThat(task.job()).isEqualTo(job);
    service.tell(
        job,
        Map.of("stage", "voice", "part", 0, "share", 50, "percent", 50, "message", "Speaking"),
        true);
    var video = service.complete(task);

    var status = service.get("/api/videos/%d/status".formatted(job)).bodyAsJsonObject();
    assertThat(status.getString("status")).isEqualTo("completed");
    assertThat(status.getInteger("progressPercentage")).isEqualTo(100);
    var stream = service.get("/api/videos/%d/stream?lastEventId=0".formatted(job)).bodyAsString();
    assertThat(stream.lines().filter(line -> line.startsWith("event: ")))
        .startsWith("event: progress", "event: progress", "event: progress")
        .endsWith("event: done");
    assertThat(stream.lines().filter(line -> line.startsWith("id: ")))
        .containsExactly("id: 1", "id: 2", "id: 3", "id: 4", "id: 5");
    var download = service.get("/api/videos/%d/download".formatted(job));
    assertThat(download.body().getBytes())
        .isEqualTo(
            Files.readAllBytes(await(service.artifacts.open(service.key, video.file())).path()));
  }

  @Test
  void nasty_words_come_back_as_they_were_and_the_same_request_is_the_same_job() throws Exception {
    var title = "'; drop table job; -- \\u0000 \\ \" % $1 你好 🚀 é\n\t";
    var request = new JsonObject().put("brief", Texts.ARTICLE).put("title", title);
    var first = keyed(request);
    var again = keyed(request);
    assertThat(again.getString("jobId")).isEqualTo(first.getString("jobId"));
    assertThat(again.getString("createdAt")).isEqualTo(first.getString("createdAt"));
    var listed = service.get("/api/videos").bodyAsJsonObject().getJsonArray("data");
    assertThat(listed).hasSize(1);
    assertThat(listed.getJsonObject(0).getString("title")).isEqualTo(title);
  }

  @Test
  void only_who_gave_an_idempotency_key_is_told_to_try_again_when_the_database_is_gone()
      throws Exception {
    var request = new JsonObject().put("brief", Texts.ARTICLE);
    assertThat(service.get("/api/videos").statusCode()).isEqualTo(200); // who asks is known now
    database.close();

    var unknown = await(generate().sendJsonObject(request));
    assertThat(unknown.statusCode()).isEqualTo(503);
    assertThat(unknown.bodyAsJsonObject().getString("type")).endsWith(":outcome-unknown");
    assertThat(unknown.bodyAsJsonObject().getString("detail")).contains("look at the list");
    assertThat(unknown.getHeader("Retry-After")).isNull();

    var repeatable = await(generate().putHeader("Idempotency-Key", "once").sendJsonObject(request));
    assertThat(repeatable.statusCode()).isEqualTo(503);
    assertThat(repeatable.bodyAsJsonObject().getString("type")).endsWith(":unavailable");
    assertThat(repeatable.getHeader("Retry-After")).isNotNull();
  }

  private HttpRequest<Buffer> generate() {
    return service.as(TestService.SECRET, HttpMethod.POST, "/api/videos/generate");
  }

  private JsonObject keyed(JsonObject request) throws Exception {
    var answer =
        await(generate().putHeader("Idempotency-Key", "it's a \"key\"").sendJsonObject(request));
    assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(202);
    return answer.bodyAsJsonObject();
  }

  @Test
  void a_database_that_does_not_answer_is_a_503_with_a_time_to_try_again() throws Exception {
    long job = service.job();
    database.close();
    var status = service.get("/api/videos/%d/status".formatted(job));
    assertThat(status.statusCode()).isEqualTo(503);
    assertThat(status.getHeader("Retry-After")).isEqualTo("2");
    assertThat(status.bodyAsString()).doesNotContain("SQL").doesNotContain("postgres");
    var generate = service.generate(new JsonObject().put("brief", Texts.ARTICLE));
    assertThat(generate.statusCode()).isEqualTo(503);
  }
}
