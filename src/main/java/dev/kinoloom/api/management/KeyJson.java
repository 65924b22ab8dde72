package dev.kinoloom.api.management;

import dev.kinoloom.codec.StatusJson;
import dev.kinoloom.domain.Invalid;
import dev.kinoloom.store.LineStore.Change;
import dev.kinoloom.store.LineStore.Line;
import dev.kinoloom.store.SecretStore.Secret;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Keys in the names of the outside. */
final class KeyJson {
  private KeyJson() {}

  static JsonObject line(Line line) {
    var json =
        new JsonObject()
            .put("id", line.key())
            .put("name", line.name())
            .put("createdAt", StatusJson.time(line.createdAt()))
            .put("weight", line.rules().weight())
            .put("headStartSeconds", line.rules().headStart().toMillis() / 1000.0)
            .put("maxConcurrent", line.rules().maxConcurrent())
            .put("maxOpen", line.rules().maxOpen())
            .put("blocksOnDeadLetter", line.rules().blocksOnDeadLetter())
            .put("paused", line.paused())
            .put("blocked", line.isBlocked())
            .put("deadLetters", line.deadLetters())
            .put("running", line.running())
            .put("open", line.open())
            .put("slot", line.slot());
    var limit = line.rules().maxStorageBytes();
    if (limit != null) {
      json.put("maxStorageBytes", limit);
    }
    var countedAt = line.storedAt();
    return countedAt == null
        ? json
        : json.put("storedBytes", line.storedBytes()).put("storedAt", StatusJson.time(countedAt));
  }

  static JsonObject secret(Secret secret) {
    var json =
        new JsonObject()
            .put("id", secret.id())
            .put("createdAt", StatusJson.time(secret.createdAt()));
    return secret.revokedAt() == null
        ? json
        : json.put("revokedAt", StatusJson.time(secret.revokedAt()));
  }

  /** A body that the contract has checked; a name is stripped and must say something. */
  static Change change(JsonObject body) {
    var headStart = body.getDouble("headStartSeconds");
    return new Change(
        name(body.getString("name")),
        body.getDouble("weight"),
        headStart == null ? null : Duration.ofMillis(Math.round(headStart * 1000)),
        body.getInteger("maxConcurrent"),
        body.getInteger("maxOpen"),
        body.getBoolean("blocksOnDeadLetter"),
        body.getBoolean("paused"),
        body.getLong("maxStorageBytes"));
  }

  private static @Nullable String name(@Nullable String name) {
    if (name == null) {
      return null;
    }
    if (name.isBlank() || !name.equals(name.strip())) {
      throw new Invalid("name", "must neither begin nor end with a space");
    }
    if (name.chars().anyMatch(Character::isISOControl)) {
      throw new Invalid("name", "must be one line without control characters");
    }
    if (name.chars().allMatch(Character::isDigit)) {
      throw new Invalid("name", "must not be a number: keys are also named by their ids");
    }
    return name;
  }
}
