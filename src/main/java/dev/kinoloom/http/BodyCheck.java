package dev.kinoloom.http;

import dev.kinoloom.codec.WireJson;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.Validator;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import java.util.Objects;

/**
 * Lets only bodies pass that are as the contract says. Long ones are read and checked on a worker
 * thread, and no body reaches the validator, which looks for everything that is wrong, before it is
 * known to be of bounded size.
 */
public final class BodyCheck implements Handler<RoutingContext> {
  private static final String KEY = "kinoloom.body";

  /** Longer bodies are not for the event loop. */
  private static final int LONG = 64 * 1024;

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
    var body = ctx.body().buffer();
    var bytes = body == null ? new byte[0] : body.getBytes();
    if (bytes.length <= LONG) {
      pass(ctx, checked(bytes));
    } else {
      ctx.vertx()
          .executeBlocking(() -> checked(bytes), false)
          .onComplete(good -> pass(ctx, good), ctx::fail);
    }
  }

  private static void pass(RoutingContext ctx, JsonObject body) {
    ctx.put(KEY, body);
    ctx.next();
  }

  private JsonObject checked(byte[] bytes) {
    var body = WireJson.object(bytes);
    BodyBounds.refuse(body, Breaches.rules(schema));
    Breaches.refuse(validator.validate(body), body, Breaches.rules(schema), "");
    return body;
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
