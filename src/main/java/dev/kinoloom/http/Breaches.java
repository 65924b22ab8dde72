package dev.kinoloom.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.OutputUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says in words which rules of a schema a value breaks: a wrong shape (unknown or missing fields,
 * wrong types) is a 400, a value out of its bounds a 422.
 */
final class Breaches {
  private static final int SHOWN = 60;

  private final Set<Problem.FieldError> shape = new LinkedHashSet<>();
  private final Set<Problem.FieldError> values = new LinkedHashSet<>();
  private final @Nullable Object instance;
  private final JsonObject schema;
  private final String name;

  private Breaches(@Nullable Object instance, JsonObject schema, String name) {
    this.instance = instance;
    this.schema = schema;
    this.name = name;
  }

  /** Throws a {@link Rejection} when {@code result} says that something is wrong. */
  static void refuse(OutputUnit result, @Nullable Object instance, JsonObject schema, String name) {
    if (Boolean.TRUE.equals(result.getValid())) {
      return;
    }
    var breaches = new Breaches(instance, schema, name);
    var errors = result.getErrors();
    (errors == null ? List.<OutputUnit>of() : errors).forEach(breaches::add);
    throw breaches.problem().rejection();
  }

  /** A schema as the JSON that it is: every schema of a contract is one. */
  static JsonObject rules(JsonSchema schema) {
    return schema instanceof JsonObject json ? json : new JsonObject();
  }

  /** A text from outside, short enough to be repeated. */
  static String shown(String text) {
    var line = text.replaceAll("\\p{Cntrl}", "\u00b7");
    return line.codePointCount(0, line.length()) <= SHOWN
        ? line
        : line.substring(0, line.offsetByCodePoints(0, SHOWN)) + "…";
  }

  /** Of a number that is too large, or too small, to be one of ours. */
  static String outOfBounds(JsonObject schema, String number) {
    return "must be %s, not %s".formatted(bounds(schema), shown(number));
  }

  private Problem problem() {
    if (!shape.isEmpty()) {
      return Problem.misshapen(List.copyOf(shape));
    }
    return values.isEmpty()
        ? Problem.malformed("the request does not match the contract; see /openapi.yaml")
        : Problem.invalid(List.copyOf(values));
  }

  private void add(OutputUnit error) {
    var place = Place.find(error.getInstanceLocation(), instance, schema, name);
    var keyword =
        error.getKeywordLocation().substring(error.getKeywordLocation().lastIndexOf('/') + 1);
    var rule = place.schema();
    switch (keyword) {
      case "type" -> shape(place, "must be %s, not %s".formatted(type(rule), kind(place.value())));
      case "required" -> missing(place);
      case "additionalProperties" -> unknown(place);
      case "enum" -> value(place, "must be one of %s, not %s".formatted(list(rule), quoted(place)));
      case "minimum", "maximum" ->
          value(place, "must be %s, not %s".formatted(bounds(rule), quoted(place)));
      case "minLength", "maxLength" ->
          value(
              place, "must have %s characters".formatted(between(rule, "minLength", "maxLength")));
      case "minItems", "maxItems" ->
          value(place, "must have %s items".formatted(between(rule, "minItems", "maxItems")));
      case "pattern" -> value(place, rule.getString("description", "is not of the right form"));
      default -> {
        // only says that something within is wrong, which is told by itself
      }
    }
  }

  private void missing(Place place) {
    for (var required : place.schema().getJsonArray("required", new JsonArray())) {
      if (place.value() instanceof JsonObject object && !object.containsKey(required.toString())) {
        add(shape, new Problem.FieldError(place.within(required.toString()), "is required"));
      }
    }
  }

  /** The validator counts a known field with a wrong value among the additional ones. */
  private void unknown(Place place) {
    if (!place.isKnown()) {
      shape(
          place,
          "is not a known field; known here: " + String.join(", ", new ArrayList<>(place.known())));
    }
  }

  private void shape(Place place, String rule) {
    add(shape, new Problem.FieldError(place.path(), rule));
  }

  private void value(Place place, String rule) {
    add(values, new Problem.FieldError(place.path(), rule));
  }

  private static void add(Set<Problem.FieldError> to, Problem.FieldError one) {
    if (to.size() < Problem.MOST_ERRORS) {
      to.add(one);
    }
  }

  private static String quoted(Place place) {
    var value = place.value();
    return value instanceof String text ? '"' + shown(text) + '"' : shown(String.valueOf(value));
  }

  private static String list(JsonObject rule) {
    return String.join(
        ", ", rule.getJsonArray("enum", new JsonArray()).stream().map(String::valueOf).toList());
  }

  private static String bounds(JsonObject rule) {
    return between(rule, "minimum", "maximum");
  }

  private static String between(JsonObject rule, String lowest, String highest) {
    var low = rule.getValue(lowest);
    var high = rule.getValue(highest);
    if (low == null) {
      return "at most " + high;
    }
    return high == null ? "at least " + low : "%s to %s".formatted(low, high);
  }

  private static String type(JsonObject rule) {
    return switch (rule.getString("type", "something else")) {
      case "integer" -> "a whole number";
      case "number" -> "a number";
      case "string" -> "text";
      case "boolean" -> "true or false";
      case "array" -> "a list";
      case "object" -> "an object";
      default -> "something else";
    };
  }

  private static String kind(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof String text) {
      return "text (\"%s\")".formatted(shown(text));
    }
    if (value instanceof Number || value instanceof Boolean) {
      return String.valueOf(value);
    }
    return value instanceof JsonArray ? "a list" : "an object";
  }
}
