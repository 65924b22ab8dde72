package dev.kinoloom.codec;

import dev.kinoloom.domain.Fact;
import dev.kinoloom.domain.Failure;
import dev.kinoloom.domain.JobStatus;
import dev.kinoloom.domain.JobStatus.Phase;
import dev.kinoloom.domain.Usage;
import dev.kinoloom.domain.Video;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** A job's status and events in the names of the outside. */
public final class StatusJson {
  private StatusJson() {}

  /** Where a completed job's video is. */
  public static String videoUrl(long job) {
    return "/api/videos/%d/download".formatted(job);
  }

  /** The whole status. */
  public static JsonObject status(long job, JobStatus status, String correlationId) {
    var json =
        new JsonObject()
            .put("jobId", Long.toString(job))
            .put("status", status.phase().written())
            .put("progressPercentage", status.percent())
            .put("message", status.message())
            .put("processingSteps", new JsonArray(status.steps()))
            .put("correlationId", correlationId)
            .put("lastEventId", status.lastSeq());
    counted(json, status);
    time(json, "createdAt", status.createdAt());
    time(json, "startedAt", status.startedAt());
    time(json, "completedAt", status.endedAt());
    put(json, "currentStage", status.stage());
    put(json, "error", error(status.failure()));
    put(json, "video", video(status.video()));
    put(json, "videoUrl", status.phase() == Phase.COMPLETED ? videoUrl(job) : null);
    return json.put("stages", stages(status)).put("usage", usage(status.used()));
  }

  /** What one fact made of the job: {@code status} is as of that fact. */
  public static JsonObject event(Fact fact, JobStatus status) {
    var json =
        new JsonObject()
            .put("type", fact.kind().written())
            .put("jobId", Long.toString(fact.job()))
            .put("percentage", status.percent())
            .put("status", status.phase().written())
            .put("message", status.message());
    counted(json, status);
    put(json, "stage", status.stage());
    put(json, "error", error(status.failure()));
    put(json, "videoUrl", status.phase() == Phase.COMPLETED ? videoUrl(fact.job()) : null);
    time(json, "at", fact.at());
    return json;
  }

  public static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  private static void counted(JsonObject json, JobStatus status) {
    put(json, "etaSeconds", status.etaSeconds());
    put(json, "etaEstimated", status.etaSeconds() == null ? null : Boolean.TRUE);
    put(json, "progressEstimated", status.estimated() ? Boolean.TRUE : null);
    put(json, "itemsDone", status.itemsDone());
    put(json, "itemsTotal", status.itemsTotal());
  }

  private static JsonArray stages(JobStatus status) {
    var list = new JsonArray();
    for (var stage : status.stages()) {
      var json = new JsonObject().put("stage", stage.title()).put("percentage", stage.percent());
      if (stage.of() > 0) {
        json.put("itemsDone", stage.done()).put("itemsTotal", stage.of());
      }
      list.add(json.put("message", stage.message()).put("usage", usage(stage.used())));
    }
    return list;
  }

  private static JsonObject usage(Usage used) {
    var json = new JsonObject().put("cpuMillis", used.cpuMillis());
    put(json, "peakMemoryBytes", used.peakBytes());
    put(json, "estimatedCost", used.cost());
    return json;
  }

  private static @Nullable JsonObject error(@Nullable Failure failure) {
    return failure == null
        ? null
        : new JsonObject()
            .put("message", failure.message())
            .put("kind", failure.kind().name())
            .put("isRetryable", failure.kind().retryable());
  }

  private static @Nullable JsonObject video(@Nullable Video video) {
    if (video == null) {
      return null;
    }
    var json =
        new JsonObject()
            .put("title", video.title())
            .put("durationMillis", video.durationMillis())
            .put("size", video.size().toString())
            .put("fps", video.fps())
            .put("frames", video.frames())
            .put("bytes", video.file().bytes())
            .put("videoCodec", video.videoCodec());
    put(json, "audioCodec", video.audioCodec());
    put(json, "loudnessLufs", video.loudnessLufs());
    return json;
  }

  private static void put(JsonObject json, String name, @Nullable Object value) {
    if (value != null) {
      json.put(name, value);
    }
  }

  private static void time(JsonObject json, String name, @Nullable Instant instant) {
    put(json, name, instant == null ? null : time(instant));
  }
}
