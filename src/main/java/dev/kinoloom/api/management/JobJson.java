package dev.kinoloom.api.management;

import dev.kinoloom.codec.Payloads;
import dev.kinoloom.codec.StatusJson;
import dev.kinoloom.domain.Fact;
import dev.kinoloom.domain.JobStatus;
import dev.kinoloom.domain.JobStatus.Phase;
import dev.kinoloom.store.BoardStore.Dead;
import dev.kinoloom.store.BoardStore.Entry;
import dev.kinoloom.store.DeadLetterStore.DeadLetter;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Jobs in the names of the outside. */
final class JobJson {
  private JobJson() {}

  static JsonObject entry(Entry job) {
    var json =
        new JsonObject()
            .put("jobId", Long.toString(job.job()))
            .put("key", job.key())
            .put("keyName", job.keyName())
            .put("status", Phase.of(job.state()).written());
    Payloads.title(job.payload()).ifPresent(title -> json.put("title", title));
    if (job.hold() != null) {
      json.put("heldFor", written(job.hold()));
    }
    if (job.dead() != Dead.NO) {
      json.put("deadLetter", written(job.dead()));
    }
    if (job.replayOf() != null) {
      json.put("replayOf", Long.toString(job.replayOf()));
    }
    json.put("rev", job.rev());
    time(json, "createdAt", job.createdAt());
    time(json, "startedAt", job.startedAt());
    time(json, "completedAt", job.endedAt());
    return json;
  }

  /** How far it is, without what {@link #entry} says already. */
  static JsonObject progress(Entry job, JobStatus status, String correlationId) {
    var json = StatusJson.status(job.job(), status, correlationId);
    for (var said : new String[] {"jobId", "status", "createdAt", "startedAt", "completedAt"}) {
      json.remove(said);
    }
    json.remove("correlationId");
    var failure = status.failure();
    if (failure != null && failure.detail() != null) {
      json.getJsonObject("error").put("detail", failure.detail());
    }
    return json;
  }

  static JsonObject fact(Fact fact) {
    return new JsonObject()
        .put("seq", fact.seq())
        .put("at", StatusJson.time(fact.at()))
        .put("fact", fact.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .put("data", new JsonObject(fact.data()));
  }

  static JsonObject deadLetter(DeadLetter letter) {
    var json =
        new JsonObject()
            .put("jobId", Long.toString(letter.job()))
            .put("key", letter.key())
            .put("keyName", letter.keyName());
    Payloads.title(letter.payload()).ifPresent(title -> json.put("title", title));
    time(json, "createdAt", letter.createdAt());
    time(json, "failedAt", letter.failedAt());
    var why = new JsonObject(letter.data() == null ? "{}" : letter.data());
    if (why.getValue("failure") instanceof JsonObject failure) {
      json.put("failure", failure);
    }
    if (why.getValue("stage") instanceof String stage) {
      json.put("stage", stage);
    }
    return json.put("blocksKey", letter.blocks())
        .put("unresolvedPaidCalls", letter.unresolved())
        .put("replayable", letter.unresolved() == 0);
  }

  static void time(JsonObject json, String name, @Nullable Instant at) {
    if (at != null) {
      json.put(name, StatusJson.time(at));
    }
  }

  private static String written(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
