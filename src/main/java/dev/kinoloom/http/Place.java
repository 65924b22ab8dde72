package dev.kinoloom.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where in a value something is wrong.
 *
 * @param path for people, e.g. {@code media[0].scene}
 * @param value that stands there
 * @param schema of it; empty when the contract has none
 * @param known names that the contract has beside it
 * @param isKnown the contract has this one
 */
record Place(
    String path, @Nullable Object value, JsonObject schema, Set<String> known, boolean isKnown) {

  /**
   * Goes from the root along a JSON pointer.
   *
   * @param pointer e.g. {@code #/media/0/scene}
   * @param name of the root; empty when it is the body
   */
  static Place find(String pointer, @Nullable Object instance, JsonObject schema, String name) {
    var place = new Place(name, instance, schema, Set.of(), true);
    if (pointer.length() < 2) {
      return place;
    }
    for (var step : pointer.substring(2).split("/", -1)) {
      place = place.step(decoded(step));
    }
    return place;
  }

  String within(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private Place step(String name) {
    if (value instanceof JsonArray array) {
      int index = Integer.parseInt(name);
      return new Place(
          "%s[%d]".formatted(path, index),
          array.getValue(index),
          schema.getJsonObject("items", new JsonObject()),
          Set.of(),
          true);
    }
    var properties = schema.getJsonObject("properties", new JsonObject());
    var names = new TreeSet<>(properties.fieldNames());
    names.removeIf(n -> n.startsWith("__"));
    return new Place(
        within(Breaches.shown(name)),
        value instanceof JsonObject object ? object.getValue(name) : null,
        properties.getJsonObject(name, new JsonObject()),
        names,
        names.contains(name));
  }

  private static String decoded(String step) {
    return percentDecoded(step).replace("~1", "/").replace("~0", "~");
  }

  /**
   * The validator writes low control characters with one digit only: such a name stays as it is.
   */
  private static String percentDecoded(String step) {
    try {
      return URLDecoder.decode(step.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return step;
    }
  }
}
