package dev.kinoloom.api.management;

import dev.kinoloom.http.Contract;
import dev.kinoloom.http.ParameterCheck;
import dev.kinoloom.http.Routes;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** A key's line, for operators. */
public final class QueueRoutes implements Routes {
  private final Contract contract;
  private final QueueView queues;

  public QueueRoutes(Contract contract, QueueView queues) {
    this.contract = contract;
    this.queues = queues;
  }

  @Override
  public void mount(Router router) {
    contract.mount(router, "getQueue", this::get);
  }

  private void get(RoutingContext ctx) {
    int key = Answer.id(ctx, "id", "key");
    int limit = ParameterCheck.of(ctx).getInteger("limit", Answer.DEFAULT_LIMIT);
    queues
        .of(key, limit)
        .map(found -> found.orElseThrow(() -> Answer.notFound("key", key)))
        .onComplete(queue -> Answer.send(ctx, 200, queue), ctx::fail);
  }
}
