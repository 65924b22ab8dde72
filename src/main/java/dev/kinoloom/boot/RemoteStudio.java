package dev.kinoloom.boot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kinoloom.codec.Json;
import dev.kinoloom.domain.Invalid;
import dev.kinoloom.domain.JobStatus.Phase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Videos made by the service that runs on the same home, through its API. */
final class RemoteStudio implements Studio {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final Home.Serving service;

  RemoteStudio(Home.Serving service) {
    this.service = service;
  }

  @Override
  public long submit(Wish wish) {
    var body =
        JSON.createObjectNode()
            .put("brief", wish.text())
            .put("kind", written(wish.kind()))
            .put("seconds", wish.seconds())
            .put("voiceId", wish.voice());
    if (wish.title() != null) {
      body.put("title", wish.title());
    }
    if (!wish.style().isEmpty()) {
      body.put("style", wish.style());
    }
    body.set("options", options(wish));
    var media = body.putArray("media");
    for (var one : wish.media()) {
      media.addObject().put("scene", one.scene()).set("file", upload("media", one.file()));
    }
    if (wish.music() != null) {
      body.set("music", upload("music", wish.music()));
    }
    return send(
            "POST",
            "/api/videos/generate",
            "application/json",
            BodyPublishers.ofString(body.toString()))
        .get("jobId")
        .asLong();
  }

  private static ObjectNode options(Wish wish) {
    var options =
        JSON.createObjectNode()
            .put("size", wish.size())
            .put("fps", wish.fps())
            .put("captions", written(wish.captions()))
            .put("preset", written(wish.preset()))
            .put("audience", wish.audience())
            .put("goal", wish.goal())
            .put("crossFadeMillis", wish.crossFadeMillis());
    return wish.language() == null ? options : options.put("language", wish.language());
  }

  /** What is wrong with the file is said of the {@code field} that named it. */
  private JsonNode upload(String field, Path file) {
    try {
      return send("POST", "/api/media", "application/octet-stream", BodyPublishers.ofFile(file));
    } catch (IOException e) {
      throw new Invalid(field, "names no file that can be read: " + file);
    } catch (Invalid invalid) {
      throw new Invalid(field, "%s: %s".formatted(invalid.rule(), file));
    }
  }

  @Override
  public Standing standing(long job) {
    var json = ofJob(job, () -> get("/api/videos/%d/status".formatted(job)));
    var stages = new ArrayList<Standing.StageLine>();
    json.path("stages")
        .forEach(
            stage ->
                stages.add(
                    new Standing.StageLine(
                        stage.path("stage").asText(),
                        stage.path("percentage").asInt(),
                        stage.path("message").asText())));
    var video = json.get("video");
    var error = json.get("error");
    return new Standing(
        phase(json),
        json.path("progressPercentage").asInt(),
        json.hasNonNull("etaSeconds") ? Integer.valueOf(json.get("etaSeconds").asInt()) : null,
        error == null ? json.path("message").asText() : error.path("message").asText(),
        error != null && error.path("isRetryable").asBoolean(),
        stages,
        video == null
            ? null
            : new Standing.Made(
                video.path("title").asText(),
                video.path("size").asText(),
                video.path("durationMillis").asLong()));
  }

  @Override
  public String farewell(long job) {
    return "Job %1$d goes on in the service: 'kinoloom make --resume %1$d' waits for its files, 'kinoloom jobs cancel %1$d' ends it."
        .formatted(job);
  }

  @Override
  public List<JobLine> list(int most) {
    var lines = new ArrayList<JobLine>();
    get("/api/videos?limit=" + Math.min(100, most))
        .path("data")
        .forEach(
            job ->
                lines.add(
                    new JobLine(
                        job.path("jobId").asLong(),
                        phase(job),
                        job.path("title").asText(),
                        Instant.parse(job.path("createdAt").asText()))));
    return lines;
  }

  @Override
  public void fetch(long job, Part part, Path into) {
    var request =
        request(
                "/api/videos/%d/download?part=%s"
                    .formatted(job, part.name().toLowerCase(Locale.ROOT)))
            .timeout(Duration.ofMinutes(10))
            .GET()
            .build();
    try {
      var answer = client.send(request, BodyHandlers.ofInputStream());
      try (var body = answer.body()) {
        if (answer.statusCode() != 200) {
          throw new CannotStart(
              "The service answered %d to the download of %s."
                  .formatted(answer.statusCode(), part));
        }
        WholeFile.write(job, body, into);
      }
    } catch (IOException e) {
      throw unreachable(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static JsonNode ofJob(long job, Supplier<JsonNode> answer) {
    try {
      return answer.get();
    } catch (NotFound e) {
      throw Studio.unknown(job);
    }
  }

  /** The service knows nothing of the kind. */
  private static final class NotFound extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private JsonNode get(String path) {
    return exchange(request(path).timeout(PATIENCE).GET().build());
  }

  private JsonNode send(String method, String path, String type, BodyPublisher body) {
    return exchange(
        request(path).timeout(PATIENCE).header("Content-Type", type).method(method, body).build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(service.url() + path))
        .header("Authorization", "Bearer " + service.key());
  }

  private JsonNode exchange(HttpRequest request) {
    try {
      var answer = client.send(request, BodyHandlers.ofString());
      return answer.statusCode() < 300 ? Json.tree(answer.body()) : refused(answer);
    } catch (IOException e) {
      throw unreachable(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static JsonNode refused(HttpResponse<String> answer) {
    if (answer.statusCode() == 404) {
      throw new NotFound();
    }
    var problem = Json.tree(answer.body());
    var errors = problem.path("errors");
    if (errors.size() > 0) {
      throw new Invalid(errors.get(0).path("field").asText(), errors.get(0).path("rule").asText());
    }
    throw new CannotStart(
        "%s: %s."
            .formatted(
                problem.path("title").asText("The service answered " + answer.statusCode()),
                problem.path("detail").asText()));
  }

  private CannotStart unreachable(IOException e) {
    return new CannotStart(
        "The service on %s (process %d) does not answer (%s). Jobs that it took are kept: 'kinoloom make --resume' goes on with the newest."
            .formatted(service.url(), service.pid(), e),
        e);
  }

  private static CannotStart interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new CannotStart("Interrupted.", e);
  }

  private static Phase phase(JsonNode json) {
    var written = json.path("status").asText();
    for (var phase : Phase.values()) {
      if (phase.written().equals(written)) {
        return phase;
      }
    }
    throw new CannotStart(
        "The service speaks of a status that this version doesn't know: " + written);
  }

  private static String written(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public void close() {
    // the service goes on without us
  }
}
