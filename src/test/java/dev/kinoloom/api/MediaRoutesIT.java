package dev.kinoloom.api;

import static dev.kinoloom.api.TestService.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.codec.Payloads;
import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.provider.Inspection;
import dev.kinoloom.store.model.ModelStores;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaRoutesIT {
  private static final long MAX = 3L << 20;
  private static final Buffer PNG = latin("\u0089PNG\r\n\u001a\n").appendBytes(new byte[2 << 20]);
  private static final Buffer WAV = latin("RIFF\0\0\0\0WAVEfmt ").appendBytes(new byte[100]);
  private TestService service;
  private Inspection inspection = (file, type, call) -> file;

  @BeforeEach
  void serve(@TempDir Path home) throws Exception {
    service =
        new TestService(
            home,
            vertx -> TestService.inMemory(new ModelStores(InstantSource.system())),
            new MediaRoutes.Limits(MAX, 3, 2, MediaRoutes.Limits.DEFAULT.patience()),
            (file, type, call) -> inspection.admit(file, type, call));
  }

  @AfterEach
  void close() throws Exception {
    service.close();
  }

  private static Buffer latin(String text) {
    return Buffer.buffer(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private JsonObject upload(Buffer body) throws Exception {
    var answer = service.post("/api/media", "application/octet-stream", body);
    assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(201);
    return answer.bodyAsJsonObject();
  }

  @Test
  void what_is_sent_is_stored_and_can_be_used_in_a_request() throws Exception {
    var picture = upload(PNG);
    assertThat(picture.getString("mediaType")).isEqualTo("image/png");
    assertThat(picture.getLong("bytes")).isEqualTo(PNG.length());
    assertThat(service.files()).hasSize(1);
    assertThat(Files.readAllBytes(service.files().get(0))).isEqualTo(PNG.getBytes());
    var music = upload(WAV);

    var request =
        new JsonObject()
            .put("brief", Texts.ARTICLE)
            .put("music", music)
            .put(
                "media",
                new JsonArray()
                    .add(
                        new JsonObject()
                            .put("scene", 2)
                            .put("file", picture.copy().put("mediaType", "video/lie"))));
    var answer = service.generate(request);
    assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(202);
    long job = Long.parseLong(answer.bodyAsJsonObject().getString("jobId"));
    var brief =
        Payloads.decode(await(service.stores.jobs().find(job)).orElseThrow().payload()).brief();
    assertThat(brief.media().get(0).scene()).isEqualTo(2);
    assertThat(brief.media().get(0).file().sha256()).isEqualTo(picture.getString("sha256"));
    assertThat(brief.media().get(0).file().mediaType())
        .as("what the content says, not what was claimed")
        .isEqualTo("image/png");
    assertThat(String.valueOf(brief.music())).contains("audio/wav");
  }

  @Test
  void music_is_no_picture_and_another_keys_file_is_not_there() throws Exception {
    var music = upload(WAV);
    var wrong =
        service.generate(
            new JsonObject()
                .put("brief", Texts.ARTICLE)
                .put(
                    "media",
                    new JsonArray().add(new JsonObject().put("scene", 1).put("file", music))));
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.bodyAsString()).contains("is not a picture or clip");

    var theirs =
        await(
            service
                .as(TestService.OTHER_SECRET, HttpMethod.POST, "/api/videos/generate")
                .sendJsonObject(new JsonObject().put("brief", Texts.ARTICLE).put("music", music)));
    assertThat(theirs.statusCode()).isEqualTo(422);
    assertThat(theirs.bodyAsString()).contains("is not stored");
    assertThat(service.jobs()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "#EXTM3U\nhttp://10.0.0.1/",
        "ffconcat version 1.0\nfile /etc/passwd",
        "<svg/>"
      })
  void what_is_no_known_kind_is_refused_and_nothing_is_kept(String body) throws Exception {
    var answer = service.post("/api/media", "video/mp4", Buffer.buffer(body));
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.bodyAsString()).contains("PNG, JPEG");
    assertThat(service.files()).isEmpty();
  }

  @Test
  void a_file_that_says_to_be_too_big_is_refused_at_once() throws Exception {
    var answer = service.post("/api/media", "image/png", PNG.copy().appendBytes(new byte[2 << 20]));
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(service.files()).isEmpty();
  }

  @Test
  void a_file_that_becomes_too_big_is_refused_and_removed() throws Exception {
    var source = Files.write(service.home.resolve("big.bin"), new byte[8 << 20]);
    var file = await(service.vertx.fileSystem().open(source.toString(), new OpenOptions()));
    var answer =
        await(service.as(TestService.SECRET, HttpMethod.POST, "/api/media").sendStream(file));
    assertThat(answer.statusCode()).isEqualTo(413);
    Files.delete(source);
    assertThat(service.files()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 5, 8, 13, 21})
  void clients_that_leave_in_the_middle_leave_nothing_behind(int millisTheyStay) throws Exception {
    var client = service.vertx.createNetClient();
    for (int i = 0; i < 20; i++) {
      var socket = await(client.connect(service.port(), ApiVerticle.Listen.LOCAL));
      await(
          socket.write(
              "POST /api/media HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Length: 1000\r\n\r\n"
                  .formatted(TestService.SECRET)));
      await(socket.write(PNG.slice(0, 500)));
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millisTheyStay));
      await(socket.close());
    }
    Until.so(() -> service.post("/api/media", "image/png", PNG).statusCode() == 201);
    Until.so(() -> service.files().size() == 1);
  }

  @Test
  void what_cannot_be_shown_later_is_refused_now_and_nothing_is_kept() throws Exception {
    inspection =
        (file, type, call) -> {
          Files.write(call.scratch().resolve("half"), new byte[10]);
          throw new Failed(FailureKind.VALIDATION, "cannot be shown: it is broken");
        };
    var answer = service.post("/api/media", "image/png", PNG);
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.bodyAsString()).contains("cannot be shown: it is broken");
    assertThat(service.files()).isEmpty();
  }

  @Test
  void what_was_made_of_it_so_that_it_can_be_shown_is_what_is_stored() throws Exception {
    inspection =
        (file, type, call) ->
            type.equals("image/webp")
                ? Files.write(call.scratch().resolve("made.png"), PNG.getBytes())
                : file;
    var stored = upload(latin("RIFF\0\0\0\0WEBPVP8 rest"));
    assertThat(stored.getString("mediaType")).isEqualTo("image/png");
    assertThat(stored.getInteger("bytes")).isEqualTo(PNG.length());
    assertThat(service.files()).hasSize(1);
  }

  @Test
  void a_webp_that_was_stored_otherwise_is_no_picture() throws Exception {
    var stored = service.keep("RIFF....WEBPVP8 rest", "image/webp");
    var file =
        new JsonObject()
            .put("sha256", stored.sha256())
            .put("bytes", stored.bytes())
            .put("mediaType", "image/webp");
    var answer =
        service.generate(
            new JsonObject()
                .put("brief", Texts.ARTICLE)
                .put(
                    "media",
                    new JsonArray().add(new JsonObject().put("scene", 1).put("file", file))));
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.bodyAsString()).contains("is not a picture or clip");
  }

  @Test
  void who_sends_too_slowly_is_sent_away_and_his_places_are_free_again(@TempDir Path elsewhere)
      throws Exception {
    var quick =
        new TestService(
            elsewhere,
            vertx -> TestService.inMemory(new ModelStores(InstantSource.system())),
            new MediaRoutes.Limits(
                MAX, 3, 2, new MediaRoutes.Patience(Duration.ofSeconds(2), 1 << 20)),
            (file, type, call) -> file);
    try (var one = slow(quick);
        var two = slow(quick)) {
      Until.so(() -> quick.files().size() == 2);
      var third = quick.post("/api/media", "image/png", PNG);
      assertThat(third.statusCode()).as("a key has places of its own only").isEqualTo(429);
      assertThat(third.bodyAsString()).contains("2 files of this key");
      assertThat(third.getHeader("Retry-After")).isEqualTo("5");
      var other =
          quick
              .as(TestService.OTHER_SECRET, HttpMethod.POST, "/api/media")
              .sendBuffer(latin("GIF89a.."));
      assertThat(await(other).statusCode()).isEqualTo(201);

      assertThat(one.rest()).startsWith("HTTP/1.1 408 ").contains("urn:kinoloom:problem:too-slow");
      assertThat(two.rest()).startsWith("HTTP/1.1 408 ");
      assertThat(quick.post("/api/media", "image/gif", latin("GIF89a..")).statusCode())
          .isEqualTo(201);
    } finally {
      quick.close();
    }
  }

  private static RawHttp slow(TestService service) throws Exception {
    return new RawHttp(service)
        .say(
            "POST /api/media HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Length: 1000\r\n\r\nGIF89a"
                .formatted(TestService.SECRET));
  }
}
