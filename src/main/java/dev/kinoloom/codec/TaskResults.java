package dev.kinoloom.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kinoloom.domain.ArtifactRef;
import dev.kinoloom.domain.Failure;
import dev.kinoloom.domain.Usage;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is kept with a task: {@code {"epoch", "hash", "value", "millis", "reused", "used"}} of a
 * done one, {@code {"epoch", "failure", "attemptsMost", "detail"}} of a failed one, {@code
 * {"epoch", "resting"}} of one that waits for a provider, {@code {"epoch", "looking": {"millis"}}}
 * of one that waits for something outside.
 */
public final class TaskResults {
  /** A glance at a text that is long, and mostly does not say so. */
  private static final Pattern REUSED = Pattern.compile("\"reused\": ?true");

  private TaskResults() {}

  /** A task that was done. {@code value} is JSON. */
  public static String done(
      int epoch, String hash, String value, long millis, boolean reused, Usage used) {
    return object(epoch)
        .put("hash", hash)
        .put("millis", millis)
        .put("reused", reused)
        .<ObjectNode>set("used", Json.tree(Json.encode(used)))
        .<ObjectNode>set("value", Json.tree(value))
        .toString();
  }

  /** An attempt that failed, of at most {@code attemptsMost}. */
  public static String failed(int epoch, Failure failure, int attemptsMost) {
    var plain = new Failure(failure.kind(), failure.message());
    var result =
        object(epoch)
            .put("attemptsMost", attemptsMost)
            .<ObjectNode>set("failure", Json.tree(Json.encode(plain)));
    // beside it: an earlier version refuses what it does not know in a failure
    return (failure.detail() == null ? result : result.put("detail", failure.detail())).toString();
  }

  /**
   * Nothing was tried, for this provider is left alone. {@code lookingMillis}: what will have gone
   * by at the next look at something outside; 0 = nothing is looked at. {@code used}: what the task
   * took so far.
   */
  public static String resting(int epoch, String provider, long lookingMillis, Usage used) {
    var result = waiting(epoch, used).put("resting", provider);
    if (lookingMillis > 0) {
      result.putObject("looking").put("millis", lookingMillis);
    }
    return result.toString();
  }

  /** The provider for which a task waits. */
  public static Optional<String> resting(String result) {
    return Optional.ofNullable(Json.tree(result).get("resting")).map(JsonNode::asText);
  }

  /**
   * Something outside takes its time; {@code millis} will have gone by at the next look. {@code
   * used}: what the task took so far.
   */
  public static String looking(int epoch, long millis, Usage used) {
    var result = waiting(epoch, used);
    result.putObject("looking").put("millis", millis);
    return result.toString();
  }

  /** How long it has been looked at something outside, in milliseconds; empty = it is not. */
  public static Optional<Long> looking(String result) {
    return Optional.ofNullable(Json.tree(result).get("looking"))
        .map(looking -> looking.path("millis").asLong(0));
  }

  /** How often it may be tried; 0 = not known, for an earlier version wrote it. */
  public static int attemptsMost(String result) {
    return Json.tree(result).path("attemptsMost").asInt(0);
  }

  /** The value that a done task hands over, as JSON. */
  public static Optional<String> value(String result) {
    return Optional.ofNullable(Json.tree(result).get("value")).map(JsonNode::toString);
  }

  /** Likewise, read as {@code type}; throws {@link Json.Unreadable} when it is no such thing. */
  public static <T> T value(String result, Class<T> type) {
    return Json.decode(
        value(result).orElseThrow(() -> new Json.Unreadable("a done task has no value", null)),
        type);
  }

  /** Whether a done task found its value made before. */
  public static boolean isReused(String result) {
    return REUSED.matcher(result).find() && Json.tree(result).path("reused").asBoolean(false);
  }

  /** What the attempt took that made the result; nothing when an older version wrote it. */
  public static Usage used(String result) {
    return used(Json.tree(result));
  }

  /** Likewise of what stands under {@code used} in {@code from}. */
  static Usage used(JsonNode from) {
    var used = from.path("used");
    return used.isObject()
        ? new Usage(
            used.path("cpuMillis").asLong(0),
            used.hasNonNull("peakBytes") ? Long.valueOf(used.path("peakBytes").asLong()) : null,
            used.hasNonNull("cost") ? Double.valueOf(used.path("cost").asDouble()) : null)
        : Usage.NONE;
  }

  /** Why an attempt failed; of a kind that this version does not know, an internal one. */
  public static Optional<Failure> failure(String result) {
    var kept = Json.tree(result);
    if (!kept.hasNonNull("failure")) {
      return Optional.empty();
    }
    var plain = FactData.failure(kept);
    var detail = kept.hasNonNull("detail") ? kept.get("detail").asText() : null;
    return Optional.of(new Failure(plain.kind(), plain.message(), detail));
  }

  /** Every artifact that the JSON names, however deep. */
  public static Set<ArtifactRef> artifacts(String json) {
    var found = new LinkedHashSet<ArtifactRef>();
    collect(Json.tree(json), found);
    return found;
  }

  private static void collect(JsonNode node, Set<ArtifactRef> found) {
    if (node.hasNonNull("sha256") && node.hasNonNull("mediaType") && node.hasNonNull("bytes")) {
      found.add(Json.decode(node.toString(), ArtifactRef.class));
    } else {
      node.forEach(child -> collect(child, found));
    }
  }

  /** Somebody must find out; {@code used}: what the task took so far. */
  public static String parked(int epoch, Usage used) {
    return waiting(epoch, used).toString();
  }

  private static ObjectNode waiting(int epoch, Usage used) {
    var result = object(epoch);
    return used.equals(Usage.NONE) ? result : result.set("used", Json.tree(Json.encode(used)));
  }

  private static ObjectNode object(int epoch) {
    return JsonNodeFactory.instance.objectNode().put("epoch", epoch);
  }
}
