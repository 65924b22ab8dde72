package dev.kinoloom.http;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies that are nearly as the contract says. */
class GlanceIT {
  private static final int BODIES = 4_000;
  private static final List<@Nullable Object> ODD =
      Arrays.asList(
          null,
          "",
          "x",
          0,
          -1,
          2.5,
          1e300,
          Integer.MAX_VALUE,
          Long.MAX_VALUE,
          BigInteger.TEN,
          true,
          List.of(),
          Map.of());

  private final Vertx vertx = Vertx.vertx();
  private final Random dice = new Random(4);

  @AfterEach
  void close() throws Exception {
    vertx.close().await(10, SECONDS);
  }

  @ParameterizedTest
  @CsvSource({
    "openapi.yaml, generateVideo, true",
    "management.yaml, addKey, false",
    "management.yaml, approveJob, false"
  })
  void what_a_glance_is_certain_of_the_validator_finds_good(
      String file, String operation, boolean mostly) throws Exception {
    var check = Contract.load(vertx, file).await(20, SECONDS).bodyCheck(operation);
    int certain = 0;
    int good = 0;
    for (int i = 0; i < BODIES; i++) {
      var body = body(Breaches.rules(check.schema));
      boolean valid = check.validator.validate(new JsonObject(body)).getValid();
      boolean seen = check.glance.test(body);
      assertThat(valid || !seen).as("%s", body).isTrue();
      certain += seen ? 1 : 0;
      good += valid ? 1 : 0;
    }
    assertThat(good).isBetween(BODIES / 20, BODIES * 19 / 20);
    if (mostly) {
      assertThat(certain).isGreaterThan(good * 9 / 10);
    }
  }

  private Map<String, @Nullable Object> body(JsonObject schema) {
    var fields = schema.getJsonObject("properties", new JsonObject());
    var required = schema.getJsonArray("required", new JsonArray());
    var body = new HashMap<String, @Nullable Object>();
    for (var name : fields.fieldNames()) {
      if (!name.startsWith("__") && dice.nextInt(20) < (required.contains(name) ? 19 : 5)) {
        body.put(name, value(fields.getJsonObject(name)));
      }
    }
    if (dice.nextInt(20) == 0) {
      body.put("unknown", 1);
    }
    return body;
  }

  private @Nullable Object value(JsonObject schema) {
    if (dice.nextInt(20) == 0) {
      return ODD.get(dice.nextInt(ODD.size()));
    }
    var words = schema.getJsonArray("enum");
    if (words != null) {
      return words.getValue(dice.nextInt(words.size()));
    }
    return switch (schema.getString("type", "none")) {
      case "string" ->
          "a".repeat(dice.nextInt(Math.min(70, schema.getInteger("maxLength", 9) + 2)));
      case "integer" -> (int) number(schema);
      case "number" -> number(schema);
      case "boolean" -> dice.nextBoolean();
      case "array" -> list(schema);
      default -> body(schema);
    };
  }

  /** Seldom just out of bounds. */
  private double number(JsonObject schema) {
    double least = schema.getDouble("minimum", 0.0);
    double most = schema.getDouble("maximum", 1e9);
    return switch (dice.nextInt(20)) {
      case 0 -> least - 1;
      case 1 -> most + 1;
      default -> least + dice.nextDouble() * (most - least);
    };
  }

  private List<@Nullable Object> list(JsonObject schema) {
    var list = new ArrayList<@Nullable Object>();
    int size = dice.nextInt(20) == 0 ? schema.getInteger("maxItems", 3) + 1 : dice.nextInt(3);
    for (int i = 0; i < size; i++) {
      list.add(value(schema.getJsonObject("items")));
    }
    return list;
  }
}
