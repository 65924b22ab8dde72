package dev.kinoloom.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be told of a body at one cheap glance: no list longer than the contract says, no object
 * with far more fields than any has, no long texts but those for which the contract names a length.
 */
final class BodyBounds {
  private static final int MOST_FIELDS = 64;
  private static final int MOST_ITEMS = 300;

  /** Characters of all names and texts together, beside texts with a length of their own. */
  private static final int MOST_LETTERS = 128 * 1024;

  private int letters;

  private BodyBounds() {}

  /** Throws a {@link Rejection} when {@code body} is out of all bounds. */
  static void refuse(JsonObject body, JsonObject schema) {
    new BodyBounds().look(body, schema, "");
  }

  private void look(@Nullable Object value, JsonObject schema, String path) {
    if (value instanceof JsonObject object) {
      fields(object, schema, path);
    } else if (value instanceof JsonArray array) {
      items(array, schema, path);
    } else if (value instanceof String text) {
      letters(text, schema, path);
    }
  }

  private void fields(JsonObject object, JsonObject schema, String path) {
    if (object.size() > MOST_FIELDS) {
      throw Problem.misshapen(
              List.of(
                  new Problem.FieldError(
                      path,
                      "has %,d fields; no object here has that many".formatted(object.size()))))
          .rejection();
    }
    var known = schema.getJsonObject("properties", new JsonObject());
    for (var name : object.fieldNames()) {
      count(name);
      var rules = known.getValue(name) instanceof JsonObject its ? its : new JsonObject();
      look(object.getValue(name), rules, within(path, Breaches.shown(name)));
    }
  }

  private void items(JsonArray array, JsonObject schema, String path) {
    int most = schema.getInteger("maxItems", MOST_ITEMS);
    if (array.size() > most) {
      throw Problem.invalid(
              path, "must have at most %,d items, not %,d".formatted(most, array.size()))
          .rejection();
    }
    var rules = schema.getJsonObject("items", new JsonObject());
    for (int i = 0; i < array.size(); i++) {
      look(array.getValue(i), rules, path);
    }
  }

  private void letters(String text, JsonObject schema, String path) {
    int most = schema.getInteger("maxLength", 0);
    if (most <= MOST_LETTERS) {
      count(text);
    } else if (text.length() > most) {
      throw Problem.invalid(
              path, "must have at most %,d characters, not %,d".formatted(most, text.length()))
          .rejection();
    }
  }

  private void count(String text) {
    letters += text.length();
    if (letters > MOST_LETTERS) {
      throw Problem.tooBig(
              "names and settings may have at most %,d characters together".formatted(MOST_LETTERS))
          .rejection();
    }
  }

  private static String within(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
