package dev.kinoloom.api;

import static dev.kinoloom.api.TestService.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.domain.Video;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DownloadRoutesIT {
  private TestService service;
  private String path;
  private Video video;
  private byte[] bytes;

  @BeforeAll
  void aCompletedJob(@TempDir Path home) throws Exception {
    service = new TestService(home);
    path = "/api/videos/%d/download".formatted(service.job());
    video = service.complete(service.start());
    bytes = Files.readAllBytes(await(service.artifacts.open(service.key, video.file())).path());
  }

  @AfterAll
  void close() throws Exception {
    service.close();
  }

  private HttpResponse<Buffer> get(Map<String, String> headers) throws Exception {
    var request = service.as(TestService.SECRET, HttpMethod.GET, path);
    headers.forEach(request::putHeader);
    return await(request.send());
  }

  @Test
  void the_video_comes_whole_with_its_type_name_and_tag() throws Exception {
    var answer = get(Map.of());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body().getBytes()).isEqualTo(bytes);
    assertThat(answer.getHeader("Content-Type")).isEqualTo("video/mp4");
    assertThat(answer.getHeader("Accept-Ranges")).isEqualTo("bytes");
    assertThat(answer.getHeader("ETag")).isEqualTo('"' + video.file().sha256() + '"');
    assertThat(answer.getHeader("Content-Disposition"))
        .isEqualTo(
            "attachment; filename=\"Wie-Zuge-bremsen-etc-passwd.mp4\";"
                + " filename*=UTF-8''Wie-Z%C3%BCge-bremsen-etc-passwd.mp4");
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 1",
    "bytes=0-99, 0, 100",
    "bytes=500-1499, 500, 1500",
    "bytes=89990-, 89990, 90000",
    "bytes=89990-999999, 89990, 90000",
    "bytes=-10, 89990, 90000",
    "bytes=-999999, 0, 90000"
  })
  void a_range_is_byte_exact(String range, int from, int end) throws Exception {
    assertThat(bytes).hasSize(90_000);
    var answer = get(Map.of("Range", range));
    assertThat(answer.statusCode()).isEqualTo(206);
    assertThat(answer.body().getBytes()).isEqualTo(Arrays.copyOfRange(bytes, from, end));
    assertThat(answer.getHeader("Content-Range"))
        .isEqualTo("bytes %d-%d/90000".formatted(from, end - 1));
    assertThat(answer.getHeader("Content-Length")).isEqualTo(Integer.toString(end - from));
  }

  @Test
  void bytes_that_the_file_does_not_have_are_not_satisfiable() throws Exception {
    var answer = get(Map.of("Range", "bytes=90000-"));
    assertThat(answer.statusCode()).isEqualTo(416);
    assertThat(answer.getHeader("Content-Range")).isEqualTo("bytes */90000");
    assertThat(answer.getHeader("Content-Type")).isEqualTo("application/problem+json");
  }

  @Test
  void several_ranges_or_another_unit_give_the_whole_file() throws Exception {
    for (var range : new String[] {"bytes=0-1,5-6", "lines=1-2", "bytes=5-2", "bytes=-"}) {
      var answer = get(Map.of("Range", range));
      assertThat(answer.statusCode()).as(range).isEqualTo(200);
      assertThat(answer.body().length()).isEqualTo(90_000);
    }
  }

  @Test
  void a_range_of_other_content_gives_the_whole_file() throws Exception {
    var same = get(Map.of("Range", "bytes=0-9", "If-Range", '"' + video.file().sha256() + '"'));
    assertThat(same.statusCode()).isEqualTo(206);
    var other = get(Map.of("Range", "bytes=0-9", "If-Range", "\"something-else\""));
    assertThat(other.statusCode()).isEqualTo(200);
    assertThat(other.body().getBytes()).isEqualTo(bytes);
  }

  @Test
  void what_the_client_has_already_is_not_sent_again() throws Exception {
    var answer = get(Map.of("If-None-Match", "\"x\", \"" + video.file().sha256() + '"'));
    assertThat(answer.statusCode()).isEqualTo(304);
    assertThat(answer.body()).isNull();
  }

  @Test
  void head_tells_the_same_without_the_file() throws Exception {
    var answer = await(service.as(TestService.SECRET, HttpMethod.HEAD, path).send());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.getHeader("Content-Length")).isEqualTo("90000");
    assertThat(answer.getHeader("Content-Type")).isEqualTo("video/mp4");
    assertThat(answer.body()).isNull();
    var after = service.get(path);
    assertThat(after.statusCode()).as("the connection is good for more").isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "srt, application/x-subrip, .srt",
    "vtt, text/vtt, .vtt",
    "thumbnail, image/jpeg, .jpg",
    "metadata, application/json, .json",
    "video, video/mp4, .mp4"
  })
  void each_part_has_its_type_and_extension(String part, String type, String extension)
      throws Exception {
    var answer = service.get(path + "?part=" + part);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.getHeader("Content-Type")).isEqualTo(type);
    assertThat(answer.getHeader("Content-Disposition")).contains(extension + "\"");
  }

  @Test
  void an_unknown_part_is_refused_with_those_there_are() throws Exception {
    var answer = service.get(path + "?part=../video");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.bodyAsString()).contains("video, srt, vtt, thumbnail, metadata");
  }

  @Test
  void a_file_that_is_no_longer_kept_is_gone(@TempDir Path elsewhere) throws Exception {
    var other = new TestService(elsewhere);
    try {
      long job = other.job();
      var made = other.complete(other.start());
      Files.delete(await(other.artifacts.open(other.key, made.vtt())).path());
      var answer = other.get("/api/videos/%d/download?part=vtt".formatted(job));
      assertThat(answer.statusCode()).isEqualTo(410);
      var srt = other.get("/api/videos/%d/download?part=srt".formatted(job));
      assertThat(srt.body().toString(StandardCharsets.UTF_8)).contains("Hello");
    } finally {
      other.close();
    }
  }
}
