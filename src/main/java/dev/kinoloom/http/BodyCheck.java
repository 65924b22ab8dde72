package dev.kinoloom.http;

import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.Validator;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import java.util.Objects;

/** Lets only bodies pass that are as the contract says. */
public final class BodyCheck implements Handler<RoutingContext> {
  private static final String KEY = "kinoloom.body";

  private final JsonSchema schema;
  private final Validator validator;

  BodyCheck(OpenAPIContract contract, Operation operation) {
    var json = operation.getRequestBody().getContent().get("application/json");
    this.schema =
        Objects.requireNonNull(json, () -> operation.getOperationId() + " takes no JSON")
            .getSchema();
    this.validator = contract.getSchemaRepository().validator(schema);
  }

  @Override
  public void handle(RoutingContext ctx) {
    var body = JsonBody.read(ctx);
    Breaches.refuse(validator.validate(body), body, Breaches.rules(schema), "");
    ctx.put(KEY, body);
    ctx.next();
  }

  /** The checked body of this request. */
  public static JsonObject of(RoutingContext ctx) {
    JsonObject body = ctx.get(KEY);
    if (body == null) {
      throw new IllegalStateException("no body was checked for " + ctx.normalizedPath());
    }
    return body;
  }
}
