package dev.kinoloom.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sees that a value keeps a schema, as most do. What it is not certain of is for the validator,
 * which takes twenty times as long and says all that is wrong; a rule that is not known here leaves
 * nothing certain.
 */
final class Glance {
  private static final Set<String> NOTES = Set.of("description", "title", "examples");
  private static final Map<String, Set<String>> KNOWN =
      Map.of(
          "string", Set.of("type", "enum", "maxLength"),
          "integer", Set.of("type", "enum", "minimum", "maximum"),
          "number", Set.of("type", "minimum", "maximum"),
          "boolean", Set.of("type"),
          "array", Set.of("type", "items", "maxItems"),
          "object", Set.of("type", "properties", "required", "additionalProperties"));

  private Glance() {}

  /** True of JSON, as maps, lists, texts and numbers, that certainly keeps {@code schema}. */
  static Predicate<@Nullable Object> at(JsonObject schema) {
    var type = String.valueOf(schema.getValue("type"));
    var rules = schema.fieldNames().stream().filter(Glance::isRule).collect(Collectors.toSet());
    if (!KNOWN.getOrDefault(type, Set.of()).containsAll(rules)) {
      return Glance::uncertain;
    }
    return switch (type) {
      case "string" -> text(schema);
      case "integer" -> wholeNumber(schema);
      case "number" -> number(schema);
      case "boolean" -> Boolean.class::isInstance;
      case "array" -> list(schema);
      default -> object(schema);
    };
  }

  private static boolean uncertain(@Nullable Object value) {
    return false;
  }

  /** The library keeps names of its own among the rules, and among the fields. */
  private static boolean isRule(String name) {
    return !name.startsWith("__") && !NOTES.contains(name);
  }

  /** Of fewer units than characters are allowed. */
  private static Predicate<@Nullable Object> text(JsonObject schema) {
    int most = schema.getInteger("maxLength", Integer.MAX_VALUE);
    var among = among(schema);
    return value -> value instanceof String text && text.length() <= most && among.test(text);
  }

  private static Predicate<@Nullable Object> wholeNumber(JsonObject schema) {
    var within = within(schema);
    var among = among(schema);
    return value -> value instanceof Integer whole && within.test(whole) && among.test(whole);
  }

  private static Predicate<@Nullable Object> number(JsonObject schema) {
    var within = within(schema);
    return value ->
        (value instanceof Integer || value instanceof Double) && within.test((Number) value);
  }

  private static Predicate<Number> within(JsonObject schema) {
    double least = schema.getDouble("minimum", Double.NEGATIVE_INFINITY);
    double most = schema.getDouble("maximum", Double.POSITIVE_INFINITY);
    return number -> least <= number.doubleValue() && number.doubleValue() <= most;
  }

  private static Predicate<Object> among(JsonObject schema) {
    var values = schema.getJsonArray("enum");
    return values == null ? any -> true : values.stream().collect(Collectors.toSet())::contains;
  }

  private static Predicate<@Nullable Object> list(JsonObject schema) {
    int most = schema.getInteger("maxItems", Integer.MAX_VALUE);
    var item = at(schema.getJsonObject("items", new JsonObject()));
    return value ->
        value instanceof List<?> list && list.size() <= most && list.stream().allMatch(item);
  }

  private static Predicate<@Nullable Object> object(JsonObject schema) {
    if (!Boolean.FALSE.equals(schema.getValue("additionalProperties"))) {
      return Glance::uncertain;
    }
    var fields = fields(schema.getJsonObject("properties", new JsonObject()));
    var required = schema.getJsonArray("required", new JsonArray()).stream().toList();
    return value ->
        value instanceof Map<?, ?> object
            && object.keySet().containsAll(required)
            && object.entrySet().stream()
                .allMatch(field -> at(fields, field.getKey()).test(field.getValue()));
  }

  private static Predicate<@Nullable Object> at(
      Map<String, Predicate<@Nullable Object>> fields, Object name) {
    var known = fields.get(String.valueOf(name));
    return known == null ? Glance::uncertain : known;
  }

  private static Map<String, Predicate<@Nullable Object>> fields(JsonObject properties) {
    var fields = new HashMap<String, Predicate<@Nullable Object>>();
    for (var name : properties.fieldNames()) {
      if (!name.startsWith("__")) {
        fields.put(name, at(properties.getJsonObject(name)));
      }
    }
    return fields;
  }
}
