package dev.kinoloom.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.chaos.Articles;
import dev.kinoloom.chaos.KinoloomProcess;
import dev.kinoloom.codec.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service as its first user meets it: a key that is told once, a video by HTTP, and commands
 * that work through it.
 */
class ServeIT {
  private static final int SECONDS = 240;
  private final HttpClient client = HttpClient.newHttpClient();
  @TempDir Path directory;
  private String lost = "";

  @Test
  void serve_makes_what_it_is_asked_for_and_commands_work_through_it() throws Exception {
    var home = directory.resolve("home");
    Files.createDirectories(home);
    Files.writeString(home.resolve("kinoloom.yaml"), "http: {port: 0}\nmanagement: {port: 0}\n");
    try (var serve = KinoloomProcess.start(home, null, "serve")) {
      var key = serve.awaitKey(SECONDS);
      lost = key;
      var url = serve.awaitUrl(SECONDS);

      var body =
          Json.encode(
              Map.of("brief", Articles.of(1), "seconds", 15, "options", Map.of("size", "480x270")));
      var accepted = post(url + "/api/videos/generate", key, body);
      assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
      var job = Json.tree(accepted.body()).path("jobId").asText();
      assertThat(lastEvents(url, key, job))
          .contains("event: done")
          .contains("VideoGenerationCompleted");
      var film =
          client.send(
              request(url + "/api/videos/" + job + "/download", key).GET().build(),
              BodyHandlers.ofByteArray());
      assertThat(film.statusCode()).isEqualTo(200);
      assertThat(film.body()).hasSizeGreaterThan(10_000);

      itIsToldWhatItTook(url, key, job);
      metricsTellOfIt(serve.awaitManagement(SECONDS));

      var refused = post(url + "/api/videos/generate", key, "{\"brief\":\"The moon\"}");
      assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);

      makeThroughIt(home);
      secondServeIsRefused(home);
    }
    assertThat(KinoloomProcess.leftRunning(home)).isEmpty();
    aLostKeyIsReplaced(home);
  }

  private void aLostKeyIsReplaced(Path home) throws Exception {
    try (var serve = KinoloomProcess.start(home, null, "serve", "--new-key")) {
      var key = serve.awaitKey(SECONDS);
      var url = serve.awaitUrl(SECONDS);
      assertThat(list(url, key).statusCode()).isEqualTo(200);
      assertThat(list(url, lost).statusCode()).isEqualTo(401);
    }
  }

  private java.net.http.HttpResponse<String> list(String url, String key) throws Exception {
    return client.send(request(url + "/api/videos", key).build(), BodyHandlers.ofString());
  }

  private void itIsToldWhatItTook(String url, String key, String job) throws Exception {
    var status = Json.tree(get(url + "/api/videos/" + job + "/status", key).body());
    assertThat(status.at("/usage/cpuMillis").asLong()).isGreaterThan(100);
    assertThat(status.at("/usage/estimatedCost").asDouble(-1)).isZero();
    assertThat(status.at("/usage/peakMemoryBytes").asLong()).isGreaterThan(5_000_000);
    var beside = Json.tree(get(url + "/api/videos/" + job + "/download?part=metadata", key).body());
    assertThat(beside.at("/used/composition/cpuMillis").asLong()).isPositive();
    assertThat(beside.at("/used/script/cost").asDouble(-1)).isZero();
  }

  private java.net.http.HttpResponse<String> get(String url, String key) throws Exception {
    return client.send(request(url, key).build(), BodyHandlers.ofString());
  }

  private void metricsTellOfIt(String management) throws Exception {
    var metrics =
        client
            .send(
                HttpRequest.newBuilder(URI.create(management + "/metrics")).build(),
                BodyHandlers.ofString())
            .body();
    assertThat(metrics)
        .contains("kinoloom_jobs_accepted_total{repeated=\"false\"} 1.0")
        .contains("kinoloom_jobs_left_total{state=\"completed\"} 1.0")
        .containsPattern("kinoloom_task_duration_seconds_count\\{outcome=\"done\",stage=\"voice\"}")
        .containsPattern(
            "kinoloom_provider_duration_seconds_count\\{outcome=\"succeeded\",provider=")
        .containsPattern("kinoloom_task_cpu_seconds_sum\\{stage=\"composition\"} [0-9.]*[1-9]")
        .containsPattern(
            "kinoloom_task_attempts_total\\{attempt=\"1\",outcome=\"done\",stage=\"brief\"}")
        .contains("jvm_memory_used_bytes", "vertx_http_server_requests_total");
  }

  private void makeThroughIt(Path home) throws Exception {
    var film = directory.resolve("through.mp4");
    try (var make = KinoloomProcess.make(home, Articles.of(2), "480x270", film)) {
      assertThat(make.awaitEnd(SECONDS)).as(make.output()).isZero();
    }
    assertThat(film).isNotEmptyFile();
    try (var jobs = KinoloomProcess.start(home, null, "jobs")) {
      assertThat(jobs.awaitEnd(SECONDS)).isZero();
      assertThat(jobs.output()).contains("completed");
    }
  }

  private static void secondServeIsRefused(Path home) throws Exception {
    try (var second = KinoloomProcess.start(home, null, "serve")) {
      assertThat(second.awaitEnd(60)).isNotZero();
      assertThat(second.output())
          .contains("in use by another Kinoloom")
          .doesNotContain("fault", "Exception");
    }
  }

  private String lastEvents(String url, String key, String job) throws Exception {
    var stream =
        client.send(
            request(url + "/api/videos/" + job + "/stream", key).GET().build(),
            BodyHandlers.ofLines());
    List<String> lines = stream.body().toList();
    return String.join("\n", lines);
  }

  private java.net.http.HttpResponse<String> post(String url, String key, String body)
      throws Exception {
    return client.send(
        request(url, key)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(String url, String key) {
    return HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + key);
  }
}
