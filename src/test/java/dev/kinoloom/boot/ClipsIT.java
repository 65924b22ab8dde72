package dev.kinoloom.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kinoloom.codec.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service whose settings name a provider of clips, from the request to the film. */
class ClipsIT {
  private static final String SCRIPT =
      "A lighthouse tells ships where the rocks are.\n\nIts lamp turns once in ten seconds.";

  @TempDir Path dir = Path.of(".");
  private final HttpClient client = HttpClient.newHttpClient();
  private FilmHouse films;
  private Service service;

  @BeforeEach
  void open() throws Exception {
    films = new FilmHouse(TestClip.in(dir));
    var said =
        Map.of(
            "http.port", "0",
            "management.port", "0",
            "providers.replicate.model", "owner/films",
            "providers.replicate.token", "r8_a-token-of-the-test",
            "providers.replicate.baseUrl", films.url() + "/v1",
            "providers.replicate.input.reference", "reference");
    var home = Files.createDirectories(dir.resolve("home"));
    service =
        Service.start(new Home(home), new ConfigLoader(Map.of()).load(home, null, said), false);
  }

  @AfterEach
  void close() {
    service.close();
    films.close();
  }

  private JsonNode send(HttpRequest.Builder request) throws Exception {
    var answer =
        client.send(
            request
                .header("Authorization", "Bearer " + service.firstKey().orElseThrow())
                .timeout(Duration.ofSeconds(60))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    return Json.tree(answer.body());
  }

  private HttpRequest.Builder at(String path) {
    return HttpRequest.newBuilder(URI.create(service.url().orElseThrow() + path));
  }

  private long asked(int clips) throws Exception {
    var body =
        Map.of(
            "brief",
            SCRIPT,
            "kind",
            "script",
            "options",
            Map.of("preset", "debug", "clips", clips));
    return send(at("/api/videos/generate")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(Json.encode(body))))
        .path("jobId")
        .asLong();
  }

  /** The job once it has ended. */
  private String ended(long job) throws Exception {
    return send(at("/api/videos/%d/status".formatted(job)).header("Prefer", "wait=50"))
        .path("status")
        .asText();
  }

  private List<String> visuals(long job) throws Exception {
    var metadata = send(at("/api/videos/%d/download?part=metadata".formatted(job)));
    return metadata.path("scenes").findValuesAsText("visual");
  }

  @Test
  void a_scene_shows_the_clip_that_was_asked_for_once_and_the_other_a_picture() throws Exception {
    long job = asked(1);

    assertThat(ended(job)).isEqualTo("completed");
    assertThat(visuals(job)).containsExactly("replicate", "drawn");
    assertThat(films.wishes).hasSize(1);
    assertThat(films.wishes.get(0).path("prompt").asText()).contains("tells ships");
    assertThat(films.wishes.get(0).path("reference").asText()).matches("\\d+");
  }

  @Test
  void a_clip_that_is_refused_is_replaced_by_a_picture_that_says_so() throws Exception {
    films.answer = 422;

    long job = asked(1);

    assertThat(ended(job)).isEqualTo("completed");
    assertThat(visuals(job)).containsExactly("drawn for replicate", "drawn");
  }

  @Test
  void cancelling_the_job_ends_the_clip_where_it_is_filmed() throws Exception {
    films.status = "processing";
    long job = asked(1);
    assertThat(films.looked.await(60, TimeUnit.SECONDS)).isTrue();

    send(at("/api/videos/%d/cancel".formatted(job)).POST(BodyPublishers.noBody()));

    assertThat(films.cancelled.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(ended(job)).isEqualTo("cancelled");
    assertThat(films.wishes).hasSize(1);
  }
}
