package dev.kinoloom.api;

import dev.kinoloom.http.Caller;
import dev.kinoloom.http.Contract;
import dev.kinoloom.http.ParameterCheck;
import dev.kinoloom.http.Problem;
import dev.kinoloom.http.Routes;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** The line of who asks: what runs of it, what waits, and why. */
public final class QueueRoutes implements Routes {
  private static final int DEFAULT_LIMIT = 20;

  /** Reads a key's line as its holder may see it. */
  public interface Line {
    /** At most {@code most} of what waits; empty = there is no such key any more. */
    Future<Optional<JsonObject>> of(int key, int most);
  }

  private final Contract contract;
  private final Line line;

  public QueueRoutes(Contract contract, Line line) {
    this.contract = contract;
    this.line = line;
  }

  @Override
  public void mount(Router router) {
    contract.mount(router, "getOwnQueue", this::get);
  }

  private void get(RoutingContext ctx) {
    int limit = ParameterCheck.of(ctx).getInteger("limit", DEFAULT_LIMIT);
    line.of(Caller.of(ctx).key(), limit)
        .map(found -> found.orElseThrow(() -> Problem.notFound("the key is gone").rejection()))
        .onComplete(queue -> JsonAnswer.send(ctx, 200, queue), ctx::fail);
  }
}
