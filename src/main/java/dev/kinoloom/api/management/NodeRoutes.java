package dev.kinoloom.api.management;

import dev.kinoloom.http.Contract;
import dev.kinoloom.http.Operator;
import dev.kinoloom.http.Problem;
import dev.kinoloom.http.Routes;
import dev.kinoloom.store.RosterStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Optional;

/** Nodes: list them, drain one, take that back. */
public final class NodeRoutes implements Routes {
  private final Contract contract;
  private final RosterStore roster;

  public NodeRoutes(Contract contract, RosterStore roster) {
    this.contract = contract;
    this.roster = roster;
  }

  @Override
  public void mount(Router router) {
    contract.mount(router, "listNodes", this::list);
    contract.mount(router, "drainNode", ctx -> change(ctx, roster::drain, "drained"));
    contract.mount(
        router, "undrainNode", ctx -> change(ctx, roster::undrain, "brought back: start one"));
  }

  private void list(RoutingContext ctx) {
    roster
        .list()
        .map(all -> new JsonArray(all.stream().map(NodeRoutes::json).toList()))
        .onComplete(
            all -> Answer.send(ctx, 200, new JsonObject().put("data", all).put("hasMore", false)),
            ctx::fail);
  }

  /** What an operator, by that name, does to a node; answers its state afterwards. */
  private interface Change {
    Future<Optional<RosterStore.State>> make(String by, int node);
  }

  /** {@code done}: what cannot be done to a node that is gone. */
  private static void change(RoutingContext ctx, Change change, String done) {
    int node = Answer.id(ctx, "id", "node");
    change
        .make(Operator.of(ctx).name(), node)
        .map(state -> state.orElseThrow(() -> Answer.notFound("node", node)))
        .map(state -> requireThere(node, state, done))
        .onComplete(
            state ->
                Answer.send(
                    ctx, 202, new JsonObject().put("id", node).put("status", written(state))),
            ctx::fail);
  }

  private static RosterStore.State requireThere(int node, RosterStore.State state, String done) {
    if (state == RosterStore.State.GONE) {
      throw Problem.of(
              409,
              "not-now",
              "This node cannot be " + done,
              "node %d is gone, or its lease is over; what it held is taken up elsewhere"
                  .formatted(node))
          .rejection();
    }
    return state;
  }

  private static JsonObject json(RosterStore.Entry node) {
    var json =
        new JsonObject()
            .put("id", node.node())
            .put("name", node.name())
            .put("status", written(node.state()))
            .put("late", node.isLate())
            .put("running", node.running());
    if (node.trouble() != null) {
      json.put("trouble", node.trouble());
    }
    JobJson.time(json, "leaseUntil", node.leaseUntil());
    JobJson.time(json, "steadySince", node.steadySince());
    return json;
  }

  private static String written(RosterStore.State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
