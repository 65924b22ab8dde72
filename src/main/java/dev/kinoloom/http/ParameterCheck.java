package dev.kinoloom.http;

import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.Validator;
import io.vertx.openapi.contract.Location;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lets only queries and headers pass that are as the contract says; unknown query parameters are
 * refused, for a misspelt one would be silently ignored.
 */
public final class ParameterCheck implements Handler<RoutingContext> {
  private static final String KEY = "kinoloom.query";
  private static final Pattern COMMA = Pattern.compile(",");
  private static final Pattern INTEGER = Pattern.compile("-?\\d{1,18}");
  private static final Pattern BEYOND_ALL_BOUNDS = Pattern.compile("-?\\d{19,}");

  private record Check(JsonSchema schema, Validator validator) {
    JsonObject rules() {
      return Breaches.rules(schema);
    }
  }

  private final Map<String, Check> query = new LinkedHashMap<>();
  private final Map<String, Check> headers = new LinkedHashMap<>();

  ParameterCheck(OpenAPIContract contract, Operation operation) {
    for (var parameter : operation.getParameters()) {
      var check = check(contract, parameter);
      if (parameter.getIn() == Location.QUERY) {
        query.put(parameter.getName(), check);
      } else if (parameter.getIn() == Location.HEADER) {
        headers.put(parameter.getName(), check);
      }
    }
  }

  private static Check check(OpenAPIContract contract, Parameter parameter) {
    var schema = parameter.getSchema();
    return new Check(schema, contract.getSchemaRepository().validator(schema));
  }

  @Override
  public void handle(RoutingContext ctx) {
    refuseUnknown(ctx);
    var values = new JsonObject();
    query.forEach((name, check) -> read(name, ctx.queryParam(name), check, values));
    headers.forEach(
        (name, check) -> read(name, ctx.request().headers().getAll(name), check, values));
    ctx.put(KEY, values);
    ctx.next();
  }

  /** The checked query parameters and headers of this request, by name. */
  public static JsonObject of(RoutingContext ctx) {
    return ctx.get(KEY, new JsonObject());
  }

  private void refuseUnknown(RoutingContext ctx) {
    var errors = new ArrayList<Problem.FieldError>();
    for (var name : ctx.queryParams().names()) {
      if (!query.containsKey(name)) {
        errors.add(
            new Problem.FieldError(
                Breaches.shown(name),
                "is not a parameter of this path; known: " + String.join(", ", query.keySet())));
      }
    }
    if (!errors.isEmpty()) {
      throw Problem.misshapen(errors).rejection();
    }
  }

  private static void read(String name, List<String> given, Check check, JsonObject values) {
    if (given.isEmpty()) {
      return;
    }
    var type = check.schema().<String>get("type");
    if (given.size() > 1 && !"array".equals(type)) {
      throw Problem.misshapen(List.of(new Problem.FieldError(name, "is given more than once")))
          .rejection();
    }
    if ("integer".equals(type) && BEYOND_ALL_BOUNDS.matcher(given.get(0)).matches()) {
      throw Problem.invalid(name, Breaches.outOfBounds(check.rules(), given.get(0))).rejection();
    }
    var value = value(type, given);
    Breaches.refuse(check.validator().validate(value), value, check.rules(), name);
    values.put(name, value);
  }

  /** Several lines of a list are one list (RFC 9110, 5.3). */
  private static Object value(@Nullable String type, List<String> given) {
    var text = given.get(0);
    if ("array".equals(type)) {
      return new JsonArray(
          given.stream().flatMap(COMMA::splitAsStream).map(String::strip).toList());
    }
    boolean number = "integer".equals(type) && INTEGER.matcher(text).matches();
    return number ? Long.valueOf(text) : text;
  }
}
