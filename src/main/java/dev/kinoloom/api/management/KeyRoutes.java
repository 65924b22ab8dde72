package dev.kinoloom.api.management;

import dev.kinoloom.http.BodyCheck;
import dev.kinoloom.http.Contract;
import dev.kinoloom.http.Operator;
import dev.kinoloom.http.ParameterCheck;
import dev.kinoloom.http.Problem;
import dev.kinoloom.http.Routes;
import dev.kinoloom.http.Secrets;
import dev.kinoloom.store.LineStore;
import dev.kinoloom.store.LineStore.Change;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;

/** Keys: list, add, change, pause, resume. */
public final class KeyRoutes implements Routes {
  private final Contract contract;
  private final LineStore lines;
  private final ToIntFunction<String> slotOf;
  private final Runnable wake;
  private final IntFunction<Future<?>> count;

  /**
   * {@code slotOf}: the slot of a new key, by its name. {@code wake}: perhaps a job may start now.
   * {@code count}: counts what a key stores, unless that was done just now.
   */
  public KeyRoutes(
      Contract contract,
      LineStore lines,
      ToIntFunction<String> slotOf,
      Runnable wake,
      IntFunction<Future<?>> count) {
    this.count = count;
    this.contract = contract;
    this.lines = lines;
    this.slotOf = slotOf;
    this.wake = wake;
  }

  @Override
  public void mount(Router router) {
    contract.mount(router, "listKeys", this::list);
    contract.mountJson(router, "addKey", Answer.MAX_BODY, this::add);
    contract.mount(router, "getKey", this::get);
    contract.mountJson(
        router,
        "changeKey",
        Answer.MAX_BODY,
        ctx -> change(ctx, KeyJson.change(BodyCheck.of(ctx))));
    contract.mount(router, "pauseKey", ctx -> change(ctx, Change.paused(true)));
    contract.mount(router, "resumeKey", ctx -> change(ctx, Change.paused(false)));
  }

  private void list(RoutingContext ctx) {
    var query = ParameterCheck.of(ctx);
    int limit = query.getInteger("limit", Answer.DEFAULT_LIMIT);
    var name = query.getString("name");
    var found =
        name == null
            ? lines.list(query.getInteger("after", 0), limit + 1)
            : lines.find(name).map(line -> line.map(List::of).orElse(List.of()));
    found.onComplete(
        all ->
            Answer.send(
                ctx, 200, Answer.page(all, limit, KeyJson::line, "nextAfter", line -> line.key())),
        ctx::fail);
  }

  private void get(RoutingContext ctx) {
    int key = Answer.id(ctx, "id", "key");
    found(key)
        .compose(line -> count.apply(key))
        .compose(none -> found(key))
        .onComplete(line -> Answer.send(ctx, 200, line), ctx::fail);
  }

  private void add(RoutingContext ctx) {
    var rules = KeyJson.change(BodyCheck.of(ctx));
    var secret = Secrets.ofKey();
    var name = String.valueOf(rules.name());
    lines
        .add(Operator.of(ctx).name(), Secrets.sha256(secret), slotOf.applyAsInt(name), rules)
        .compose(this::found)
        .onComplete(
            line -> {
              ctx.response().putHeader("Location", "/v1/keys/" + line.getInteger("id"));
              Answer.send(ctx, 201, line.put("secret", secret));
            },
            ctx::fail);
  }

  private void change(RoutingContext ctx, Change change) {
    int key = Answer.id(ctx, "id", "key");
    if (change.equals(NOTHING)) {
      throw Problem.misshapen(
              List.of(new Problem.FieldError("the body", "must name something to change")))
          .rejection();
    }
    lines
        .change(Operator.of(ctx).name(), key, change)
        .compose(
            done ->
                done ? found(key) : Future.<JsonObject>failedFuture(Answer.notFound("key", key)))
        .onSuccess(line -> wake.run())
        .onComplete(line -> Answer.send(ctx, 200, line), ctx::fail);
  }

  private static final Change NOTHING = new Change(null, null, null, null, null, null, null, null);

  private Future<JsonObject> found(int key) {
    return lines
        .find(key)
        .map(line -> KeyJson.line(line.orElseThrow(() -> Answer.notFound("key", key))));
  }
}
