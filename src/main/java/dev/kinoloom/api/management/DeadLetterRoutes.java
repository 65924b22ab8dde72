package dev.kinoloom.api.management;

import dev.kinoloom.http.Contract;
import dev.kinoloom.http.Operator;
import dev.kinoloom.http.ParameterCheck;
import dev.kinoloom.http.Problem;
import dev.kinoloom.http.Rejection;
import dev.kinoloom.http.Routes;
import dev.kinoloom.store.BoardStore;
import dev.kinoloom.store.DeadLetterStore;
import dev.kinoloom.store.InterventionStore;
import dev.kinoloom.store.Operations;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Dead letters: list them, replay them, discard them. Their history is that of their job. */
public final class DeadLetterRoutes implements Routes {
  private final Contract contract;
  private final DeadLetterStore letters;
  private final InterventionStore interventions;
  private final BoardStore board;
  private final Runnable wake;

  /** {@code wake}: perhaps a job may start now. */
  public DeadLetterRoutes(Contract contract, Operations operations, Runnable wake) {
    this.contract = contract;
    this.letters = operations.deadLetters();
    this.interventions = operations.interventions();
    this.board = operations.board();
    this.wake = wake;
  }

  @Override
  public void mount(Router router) {
    contract.mount(router, "listDeadLetters", this::list);
    contract.mount(router, "replayDeadLetter", this::replay);
    contract.mount(router, "discardDeadLetter", this::discard);
  }

  private void list(RoutingContext ctx) {
    var query = ParameterCheck.of(ctx);
    int limit = query.getInteger("limit", Answer.DEFAULT_LIMIT);
    letters
        .list(query.getInteger("key", 0), query.getLong("before", 0L), limit + 1)
        .onComplete(
            found ->
                Answer.send(
                    ctx,
                    200,
                    Answer.page(
                        found, limit, JobJson::deadLetter, "nextBefore", letter -> letter.job())),
            ctx::fail);
  }

  private void replay(RoutingContext ctx) {
    long job = Answer.number(ctx, "job", "job");
    find(job)
        .compose(was -> interventions.replay(Operator.of(ctx).name(), job))
        .map(
            again ->
                again.orElseThrow(
                    () ->
                        notNow(
                            "only a failed job is replayed that was not discarded, and only once all"
                                + " of its paid calls are resolved")))
        .compose(this::find)
        .onSuccess(again -> wake.run())
        .onComplete(again -> Answer.send(ctx, 200, again), ctx::fail);
  }

  private void discard(RoutingContext ctx) {
    long job = Answer.number(ctx, "job", "job");
    find(job)
        .compose(was -> interventions.discard(Operator.of(ctx).name(), job))
        .compose(yes -> yes ? find(job) : Future.failedFuture(notNow("it is no open dead letter")))
        .onSuccess(was -> wake.run())
        .onComplete(was -> Answer.send(ctx, 200, was), ctx::fail);
  }

  private Future<JsonObject> find(long job) {
    return board
        .find(job)
        .map(found -> JobJson.entry(found.orElseThrow(() -> Answer.notFound("job", job))));
  }

  private static Rejection notNow(String why) {
    return Problem.of(409, "not-now", "This cannot be done with the job as it is", why).rejection();
  }
}
