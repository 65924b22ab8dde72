package dev.kinoloom.api;

import static dev.kinoloom.api.TestService.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.store.Database;
import dev.kinoloom.store.LineStore.Change;
import dev.kinoloom.store.Operations;
import dev.kinoloom.store.Stores;
import dev.kinoloom.store.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a key may store, on a real database. */
class StorageLimitIT {
  private static final int PICTURE = 10_000;
  private final TestDatabase database = TestDatabase.create();
  private @Nullable Database connected;
  private TestService service;

  @BeforeEach
  void serve(@TempDir Path home) throws Exception {
    service =
        new TestService(
            home,
            vertx -> Stores.over(connected(vertx)),
            vertx -> Kept.in(operations()),
            MediaRoutes.Limits.DEFAULT,
            (file, type, call) -> file);
  }

  @AfterEach
  void close() throws Exception {
    service.close();
    database.close();
  }

  private Database connected(Vertx vertx) {
    connected = database.connect(vertx);
    return connected;
  }

  private Operations operations() {
    return Operations.over(Objects.requireNonNull(connected));
  }

  private void limit(long bytes) throws Exception {
    var change = new Change(null, null, null, null, null, null, null, bytes);
    assertThat(await(operations().lines().change("ada", service.key, change))).isTrue();
  }

  /** What was read and counted before is some time ago. */
  private void later() {
    service.ahead.addAndGet(TimeUnit.SECONDS.toNanos(10));
    database.run("update kinoloom.storage set at = at - interval '1 minute'");
  }

  /** A picture of {@link #PICTURE} bytes, another for each {@code number}. */
  private static Buffer picture(int number) {
    var head = "\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1);
    return Buffer.buffer(head)
        .appendInt(number)
        .appendBytes(new byte[PICTURE - head.length - Integer.BYTES]);
  }

  private HttpResponse<Buffer> send(int picture) throws Exception {
    return service.post("/api/media", "application/octet-stream", picture(picture));
  }

  private JsonObject sent(int picture) throws Exception {
    var answer = send(picture);
    assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(201);
    return answer.bodyAsJsonObject();
  }

  private HttpResponse<Buffer> delete(String path) throws Exception {
    return await(service.as(TestService.SECRET, HttpMethod.DELETE, path).send());
  }

  private JsonObject storage() throws Exception {
    return service.get("/v1/storage").bodyAsJsonObject();
  }

  private static JsonObject wish() {
    return new JsonObject().put("brief", Texts.ARTICLE).put("seconds", 30);
  }

  private static void isFull(HttpResponse<Buffer> answer, long used, long limit) {
    assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(409);
    var problem = answer.bodyAsJsonObject();
    assertThat(problem.getString("type")).isEqualTo("urn:kinoloom:problem:storage-limit");
    assertThat(problem.getLong("usedBytes")).isEqualTo(used);
    assertThat(problem.getLong("limitBytes")).isEqualTo(limit);
    assertThat(problem.getString("detail"))
        .contains("%,d of at most %,d bytes".formatted(used, limit), "delete");
  }

  @Test
  void uploads_are_taken_up_to_the_limit_and_refused_beyond_until_something_is_deleted()
      throws Exception {
    limit(25_000);
    var first = sent(1);
    sent(2);

    isFull(send(3), 20_000, 25_000);
    assertThat(service.files()).as("nothing is left of what was refused").hasSize(2);
    assertThat(storage())
        .isEqualTo(
            new JsonObject().put("usedBytes", 20_000).put("files", 2).put("limitBytes", 25_000));

    assertThat(delete("/api/media/" + first.getString("sha256")).statusCode()).isEqualTo(204);
    sent(3);
    isFull(send(4), 20_000, 25_000);
  }

  @Test
  void what_was_just_stored_counts_before_anybody_counts_again() throws Exception {
    limit(40_000);
    for (int i = 1; i <= 4; i++) {
      sent(i);
    }
    isFull(send(5), 40_000, 40_000);

    sentByAnother("elsewhere");
    later();
    isFull(send(5), 50_000, 40_000);
  }

  /** A file that comes to the key, and this node knows nothing of it. */
  private void sentByAnother(String content) throws Exception {
    service.keep(
        content.repeat(10_000 / content.length()) + "-".repeat(10_000 % content.length()),
        "image/png");
  }

  @Test
  void a_key_that_has_reached_its_limit_gets_no_new_job_and_an_old_one_again() throws Exception {
    var before = keyed();
    limit(10_000);
    sent(1);

    later();
    isFull(service.generate(wish()), 10_000, 10_000);
    assertThat(keyed()).isEqualTo(before);
    assertThat(service.jobs()).isOne();

    limit(0);
    later();
    assertThat(service.generate(wish()).statusCode()).isEqualTo(202);
    assertThat(storage().fieldNames()).doesNotContain("limitBytes");
  }

  /** The job of the one request that may be sent again. */
  private String keyed() throws Exception {
    var answer =
        await(
            service
                .as(TestService.SECRET, HttpMethod.POST, "/api/videos/generate")
                .putHeader("Idempotency-Key", "once")
                .sendJsonObject(wish()));
    assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(202);
    return answer.bodyAsJsonObject().getString("jobId");
  }

  @Test
  void what_retention_lets_go_of_is_room_again() throws Exception {
    limit(10_000);
    var picture = sent(1).getString("sha256");
    isFull(send(2), 10_000, 10_000);

    await(service.artifacts.discard(service.key, Set.of(picture), Instant.MAX));
    later();

    sent(2);
  }

  @Test
  void a_file_that_an_open_job_needs_stays_and_another_keys_is_not_there() throws Exception {
    var picture = sent(1);
    var path = "/api/media/" + picture.getString("sha256");
    var media = new JsonArray().add(new JsonObject().put("scene", 1).put("file", picture));
    var job = service.generate(wish().put("media", media)).bodyAsJsonObject().getString("jobId");

    var refused = delete(path);
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.bodyAsJsonObject().getString("type")).endsWith(":in-use");
    var others = service.as(TestService.OTHER_SECRET, HttpMethod.DELETE, path);
    assertThat(await(others.send()).statusCode()).isEqualTo(404);
    assertThat(service.files()).hasSize(1);

    assertThat(service.post("/api/videos/%s/cancel".formatted(job)).statusCode()).isEqualTo(202);
    assertThat(delete(path).statusCode()).isEqualTo(204);
    assertThat(service.files()).isEmpty();
    assertThat(delete(path).statusCode()).isEqualTo(404);
    assertThat(delete("/api/media/..%2f1").statusCode()).isEqualTo(404);
  }

  @Test
  void the_files_of_an_ended_job_go_but_for_those_that_another_job_has_too() throws Exception {
    long first = service.job();
    var files = "/api/videos/%d/files".formatted(first);
    var task = service.start();
    assertThat(delete(files).bodyAsJsonObject().getString("type")).endsWith(":not-ended");
    var video = service.complete(task);
    long second = service.job();
    service.complete(service.start());
    var own = sent(1);
    database.run(
        "update kinoloom.job_event set data = data #- '{video,file}' where job_id = " + second);

    assertThat(delete(files).statusCode()).isEqualTo(204);

    assertThat(service.get("/api/videos/%d/download".formatted(first)).statusCode()).isEqualTo(410);
    assertThat(service.get("/api/videos/%d/download?part=srt".formatted(first)).statusCode())
        .as("the same file belongs to the other job")
        .isEqualTo(200);
    assertThat(await(service.artifacts.has(service.key, video.file()))).isFalse();
    assertThat(storage().getInteger("files")).isEqualTo(5);
    assertThat(delete("/api/media/" + own.getString("sha256")).statusCode()).isEqualTo(204);
    assertThat(delete(files).statusCode()).as("again").isEqualTo(204);
    assertThat(delete("/api/videos/999/files").statusCode()).isEqualTo(404);
  }
}
