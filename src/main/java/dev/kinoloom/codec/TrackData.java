package dev.kinoloom.codec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kinoloom.domain.Likeness;
import dev.kinoloom.domain.Told;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a task under way: by whoever works at it ({@code stage, part, share, of, percent,
 * no, epoch, elapsed, provider, model, size, message}), or as an estimate ({@code estimated, parts,
 * leftMillis}), in the data of a progress fact.
 */
public final class TrackData {
  /**
   * A task as who works at it told of it.
   *
   * @param epoch of the lease
   * @param stage its stage's name
   * @param part of the stage
   * @param share how many of the job's 100 percent it is worth
   * @param of how many tasks the stage has
   * @param percent of it; 0 = nothing is known of how far it is
   * @param elapsed since it began
   * @param like by what its time goes
   */
  public record Working(
      int epoch,
      String stage,
      int part,
      double share,
      int of,
      double percent,
      Duration elapsed,
      Likeness like) {}

  private TrackData() {}

  /** Data of the fact that the task {@code no} is so far. */
  public static String working(int no, Working task, String message) {
    var fact = new LinkedHashMap<String, Object>();
    fact.put("stage", task.stage());
    fact.put("part", task.part());
    fact.put("share", task.share());
    fact.put("of", task.of());
    fact.put("percent", Math.round(10 * task.percent()) / 10.0);
    fact.put("no", no);
    fact.put("epoch", task.epoch());
    fact.put("elapsed", task.elapsed().toMillis());
    fact.put("provider", task.like().provider());
    fact.put("model", task.like().model());
    fact.put("size", task.like().size());
    fact.put("message", message);
    return Json.encode(fact);
  }

  /** Reads it back; empty when it says too little, because an older version told it. */
  public static Optional<Working> working(String data) {
    var fact = tree(data);
    if (!fact.hasNonNull("stage") || !fact.hasNonNull("elapsed")) {
      return Optional.empty();
    }
    var stage = fact.path("stage").asText();
    return Optional.of(
        new Working(
            fact.path("epoch").asInt(0),
            stage,
            fact.path("part").asInt(0),
            fact.path("share").asDouble(0),
            fact.path("of").asInt(0),
            fact.path("percent").asDouble(0),
            Duration.ofMillis(Math.max(0, fact.path("elapsed").asLong(0))),
            new Likeness(
                stage,
                fact.path("provider").asText(""),
                fact.path("model").asText(""),
                fact.path("size").asInt(0))));
  }

  /** Data of an estimate. */
  public static String estimate(Told.Estimated estimate) {
    var fact = new LinkedHashMap<String, Object>();
    fact.put("estimated", true);
    fact.put("parts", estimate.parts());
    var left = estimate.left();
    if (left != null) {
      fact.put("leftMillis", left.toMillis());
    }
    return Json.encode(fact);
  }

  /** Reads it back; nothing estimated when there is none, or it cannot be read. */
  public static Told.Estimated estimate(@Nullable String data) {
    return estimate(tree(data == null ? "{}" : data));
  }

  static Told.Estimated estimate(JsonNode fact) {
    List<Told.Estimated.Part> parts = new ArrayList<>();
    for (var part : fact.path("parts")) {
      parts.add(
          new Told.Estimated.Part(
              part.path("stage").asText(""),
              part.path("part").asInt(0),
              part.path("share").asDouble(0),
              part.path("of").asInt(0),
              part.path("percent").asDouble(0)));
    }
    return new Told.Estimated(
        parts,
        fact.hasNonNull("leftMillis")
            ? Duration.ofMillis(Math.max(0, fact.path("leftMillis").asLong()))
            : null);
  }

  private static JsonNode tree(String data) {
    try {
      return Json.tree(data);
    } catch (Json.Unreadable e) {
      return Json.tree("{}");
    }
  }
}
