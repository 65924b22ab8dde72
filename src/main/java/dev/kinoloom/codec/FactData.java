package dev.kinoloom.codec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kinoloom.domain.Fact;
import dev.kinoloom.domain.Failure;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.Told;
import dev.kinoloom.domain.Video;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the data of a fact. Facts outlive the version that wrote them: what is missing is
 * empty, what is unknown is left out, and data that cannot be read at all says nothing.
 */
public final class FactData {
  private FactData() {}

  public static Told read(Fact fact) {
    return new Told(fact.seq(), fact.at(), what(fact));
  }

  private static Told.What what(Fact fact) {
    return what(fact, tree(fact.data()));
  }

  private static JsonNode tree(String data) {
    try {
      return Json.tree(data.isBlank() ? "{}" : data);
    } catch (Json.Unreadable e) {
      return Json.tree("{}");
    }
  }

  private static Told.What what(Fact fact, JsonNode data) {
    return switch (fact.kind()) {
      case ACCEPTED -> new Told.Accepted();
      case STARTED -> new Told.Started();
      case RESUMED -> new Told.Resumed();
      case HELD -> new Told.Held();
      case CANCEL_REQUESTED -> new Told.CancelRequested();
      case PROGRESS -> progress(data);
      case TASK_DONE -> data.hasNonNull("stage") ? done(data) : new Told.Other();
      case TASK_SETBACK -> data.hasNonNull("stage") ? setback(data) : new Told.Other();
      case LEASE_LOST, APPROVED, PAID_CALL_RESOLVED, UNKNOWN -> new Told.Other();
      case COMPLETED -> new Told.Completed(video(data));
      case FAILED -> new Told.Failed(data.path("stage").asText(""), failure(data));
      case CANCELLED -> new Told.Cancelled();
    };
  }

  private static Told.What progress(JsonNode data) {
    if (data.path("estimated").asBoolean(false)) {
      return TrackData.estimate(data);
    }
    return data.hasNonNull("stage") ? running(data) : new Told.Other();
  }

  private static Told.Running running(JsonNode data) {
    return new Told.Running(
        data.path("stage").asText(),
        data.path("part").asInt(0),
        data.path("share").asDouble(0),
        data.path("percent").asDouble(0),
        data.path("of").asInt(0),
        data.path("message").asText(""));
  }

  private static Told.Done done(JsonNode data) {
    return new Told.Done(
        data.path("stage").asText(),
        data.path("part").asInt(0),
        data.path("share").asDouble(0),
        data.path("done").asInt(0),
        data.path("of").asInt(0),
        data.path("reused").asBoolean(false),
        TaskResults.used(data));
  }

  private static Told.Setback setback(JsonNode data) {
    return new Told.Setback(
        data.path("stage").asText(),
        data.path("part").asInt(0),
        failure(data),
        data.path("retryInMillis").asLong(0),
        TaskResults.used(data));
  }

  private static @Nullable Video video(JsonNode data) {
    try {
      return data.hasNonNull("video")
          ? Json.decode(data.path("video").toString(), Video.class)
          : null;
    } catch (Json.Unreadable e) {
      return null;
    }
  }

  /** What stands under {@code failure} in {@code data}. */
  static Failure failure(JsonNode data) {
    var failure = data.path("failure");
    return new Failure(
        kind(failure.path("kind").asText("")),
        failure.path("message").asText("It failed, and nothing more is known"),
        failure.hasNonNull("detail") ? failure.path("detail").asText() : null);
  }

  private static FailureKind kind(String name) {
    for (var kind : FailureKind.values()) {
      if (kind.name().equals(name)) {
        return kind;
      }
    }
    return FailureKind.INTERNAL;
  }
}
