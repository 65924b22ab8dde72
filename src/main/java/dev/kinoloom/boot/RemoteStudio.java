package dev.kinoloom.boot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kinoloom.domain.Invalid;
import dev.kinoloom.domain.JobStatus.Phase;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Videos made by the service that runs on the same home, through its API. */
final class RemoteStudio implements Studio {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ServiceCalls service;

  RemoteStudio(Home.Serving service) {
    this.service = new ServiceCalls(service);
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
    return service
        .post("/api/videos/generate", "application/json", BodyPublishers.ofString(body.toString()))
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
    if (wish.clips() != null) {
      options.put("clips", wish.clips());
    }
    return wish.language() == null ? options : options.put("language", wish.language());
  }

  /** What is wrong with the file is said of the {@code field} that named it. */
  private JsonNode upload(String field, Path file) {
    try {
      return service.post("/api/media", "application/octet-stream", BodyPublishers.ofFile(file));
    } catch (IOException e) {
      throw new Invalid(field, "names no file that can be read: " + file);
    } catch (Invalid invalid) {
      throw new Invalid(field, "%s: %s".formatted(invalid.rule(), file));
    }
  }

  @Override
  public Standing standing(long job) {
    var json = ofJob(job, () -> service.get("/api/videos/%d/status".formatted(job)));
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
    service
        .get("/api/videos?limit=" + Math.min(100, most))
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
    var name = part.name().toLowerCase(Locale.ROOT);
    service.download(
        "/api/videos/%d/download?part=%s".formatted(job, name),
        part,
        bytes -> WholeFile.write(job, bytes, into));
  }

  private static JsonNode ofJob(long job, Supplier<JsonNode> answer) {
    try {
      return answer.get();
    } catch (ServiceCalls.NotFound e) {
      throw Studio.unknown(job);
    }
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
