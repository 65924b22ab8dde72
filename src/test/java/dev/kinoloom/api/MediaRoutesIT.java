package dev.kinoloom.api;

import static dev.kinoloom.api.TestService.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.codec.Payloads;
import dev.kinoloom.store.model.ModelStores;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

  @BeforeEach
  void serve(@TempDir Path home) throws Exception {
    service =
        new TestService(
            home,
            vertx -> TestService.inMemory(new ModelStores(InstantSource.system())),
            new MediaRoutes.Limits(MAX, 2));
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
}
