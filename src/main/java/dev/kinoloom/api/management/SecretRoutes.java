package dev.kinoloom.api.management;

import dev.kinoloom.http.Contract;
import dev.kinoloom.http.Operator;
import dev.kinoloom.http.Routes;
import dev.kinoloom.http.Secrets;
import dev.kinoloom.store.LineStore;
import dev.kinoloom.store.SecretStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** The secrets of a key. A new one is told in the answer that makes it, and never again. */
public final class SecretRoutes implements Routes {
  private static final int ID_LENGTH = 12;

  private final Contract contract;
  private final LineStore lines;
  private final SecretStore secrets;

  public SecretRoutes(Contract contract, LineStore lines, SecretStore secrets) {
    this.contract = contract;
    this.lines = lines;
    this.secrets = secrets;
  }

  /** One more secret, or one in place of all. */
  private interface Making {
    Future<Boolean> make(String by, int key, String hash);
  }

  @Override
  public void mount(Router router) {
    contract.mount(router, "listSecrets", this::list);
    contract.mount(router, "issueSecret", ctx -> make(ctx, secrets::issue));
    contract.mount(router, "rotateSecrets", ctx -> make(ctx, secrets::rotate));
    contract.mount(router, "revokeSecret", this::revoke);
  }

  private void list(RoutingContext ctx) {
    int key = Answer.id(ctx, "id", "key");
    lines
        .find(key)
        .map(line -> line.orElseThrow(() -> Answer.notFound("key", key)))
        .compose(line -> secrets.list(key))
        .map(all -> new JsonArray(all.stream().map(KeyJson::secret).toList()))
        .onComplete(
            all -> Answer.send(ctx, 200, new JsonObject().put("data", all).put("hasMore", false)),
            ctx::fail);
  }

  private void make(RoutingContext ctx, Making making) {
    int key = Answer.id(ctx, "id", "key");
    var secret = Secrets.ofKey();
    var hash = Secrets.sha256(secret);
    making
        .make(Operator.of(ctx).name(), key, hash)
        .map(made -> orNotFound(made, "key", key))
        .onComplete(
            made ->
                Answer.send(
                    ctx,
                    201,
                    new JsonObject().put("id", hash.substring(0, ID_LENGTH)).put("secret", secret)),
            ctx::fail);
  }

  private void revoke(RoutingContext ctx) {
    int key = Answer.id(ctx, "id", "key");
    var id = String.valueOf(ctx.pathParam("secret"));
    secrets
        .revoke(Operator.of(ctx).name(), key, id)
        .map(done -> orNotFound(done, "good secret of this key with the id", id))
        .onComplete(done -> ctx.response().setStatusCode(204).end(), ctx::fail);
  }

  private static boolean orNotFound(boolean found, String what, Object id) {
    if (!found) {
      throw Answer.notFound(what, id);
    }
    return true;
  }
}
