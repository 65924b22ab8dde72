package dev.kinoloom.api.management;

import dev.kinoloom.codec.StatusJson;
import dev.kinoloom.http.Contract;
import dev.kinoloom.http.ParameterCheck;
import dev.kinoloom.http.Routes;
import dev.kinoloom.store.AuditStore;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** What operators did. */
public final class AuditRoutes implements Routes {
  private final Contract contract;
  private final AuditStore audit;

  public AuditRoutes(Contract contract, AuditStore audit) {
    this.contract = contract;
    this.audit = audit;
  }

  @Override
  public void mount(Router router) {
    contract.mount(router, "listAudit", this::list);
  }

  private void list(RoutingContext ctx) {
    var query = ParameterCheck.of(ctx);
    int limit = query.getInteger("limit", Answer.DEFAULT_LIMIT);
    audit
        .list(query.getInteger("key", 0), query.getLong("before", 0L), limit + 1)
        .onComplete(
            found ->
                Answer.send(
                    ctx,
                    200,
                    Answer.page(
                        found, limit, AuditRoutes::json, "nextBefore", entry -> entry.id())),
            ctx::fail);
  }

  private static JsonObject json(AuditStore.Entry entry) {
    var json =
        new JsonObject()
            .put("id", entry.id())
            .put("at", StatusJson.time(entry.at()))
            .put("who", entry.who())
            .put("action", entry.action());
    if (entry.key() != null) {
      json.put("key", entry.key());
    }
    if (entry.job() != null) {
      json.put("jobId", Long.toString(entry.job()));
    }
    if (entry.node() != null) {
      json.put("node", entry.node());
    }
    return json.put("details", new JsonObject(entry.details())).put("outcome", entry.outcome());
  }
}
