package dev.kinoloom.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kinoloom.chaos.KinoloomProcess;
import dev.kinoloom.codec.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code serve} in a process of its own, asked over HTTP. */
final class RunningService implements AutoCloseable {
  private static final int SECONDS = 120;
  private final HttpClient client = HttpClient.newHttpClient();
  final KinoloomProcess process;
  final Path home;
  final String key;
  final String url;

  /** The home's settings are its own affair; they should say {@code http.port: 0}. */
  RunningService(Path home, Map<String, String> environment)
      throws IOException, InterruptedException {
    this.home = home;
    process = KinoloomProcess.start(home, null, environment, "serve");
    key = process.awaitKey(SECONDS);
    url = process.awaitUrl(SECONDS);
  }

  /** The URL of its management port; asked once. */
  String management() throws InterruptedException {
    return process.awaitManagement(SECONDS);
  }

  HttpResponse<String> generate(Map<String, Object> body, String... headers)
      throws IOException, InterruptedException {
    return generate(Json.encode(body), headers);
  }

  HttpResponse<String> generate(String body, String... headers)
      throws IOException, InterruptedException {
    var request = request("/api/videos/generate").header("Content-Type", "application/json");
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return client.send(request.POST(BodyPublishers.ofString(body)).build(), text());
  }

  /** A small film of a script about lighthouses, which is waited for. */
  HttpResponse<String> filmed(String script) throws IOException, InterruptedException {
    return generate(
        Map.of(
            "brief",
            script,
            "kind",
            "script",
            "title",
            "Lighthouses",
            "options",
            Map.of("preset", "debug")),
        "Prefer",
        "wait=50");
  }

  /** The number of the job. */
  long accepted(Map<String, Object> body) throws IOException, InterruptedException {
    var answer = generate(body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return Json.tree(answer.body()).path("jobId").asLong();
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(request(path).GET().build(), text());
  }

  HttpResponse<String> post(String path) throws IOException, InterruptedException {
    return client.send(request(path).POST(BodyPublishers.noBody()).build(), text());
  }

  HttpResponse<Path> download(long job, Path into) throws IOException, InterruptedException {
    var path = "/api/videos/%d/download".formatted(job);
    return client.send(request(path).GET().build(), BodyHandlers.ofFile(into));
  }

  /** {@code range} as the header says it. */
  HttpResponse<Path> download(long job, Path into, String range)
      throws IOException, InterruptedException {
    var path = "/api/videos/%d/download".formatted(job);
    return client.send(
        request(path).header("Range", range).GET().build(), BodyHandlers.ofFile(into));
  }

  /** Every event until the job has ended, as it came. */
  String events(long job) throws IOException, InterruptedException {
    var path = "/api/videos/%d/stream?lastEventId=0".formatted(job);
    var stream = client.send(request(path).GET().build(), BodyHandlers.ofLines());
    assertThat(stream.statusCode()).isEqualTo(200);
    try (var lines = stream.body()) {
      return lines.collect(Collectors.joining("\n"));
    }
  }

  JsonNode status(long job) throws IOException, InterruptedException {
    return Json.tree(get("/api/videos/%d/status".formatted(job)).body());
  }

  /** Numbers of all jobs of the key. */
  List<Long> jobs() throws IOException, InterruptedException {
    return Json.tree(get("/api/videos?limit=100").body()).path("data").findValues("jobId").stream()
        .map(JsonNode::asLong)
        .toList();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path)).header("Authorization", "Bearer " + key);
  }

  private static HttpResponse.BodyHandler<String> text() {
    return BodyHandlers.ofString();
  }

  @Override
  public void close() {
    process.close();
  }
}
