package dev.kinoloom.api.management;

import dev.kinoloom.domain.Invalid;
import dev.kinoloom.domain.JobStatus.Phase;
import dev.kinoloom.domain.PaidCall.Known;
import dev.kinoloom.domain.TaskState;
import dev.kinoloom.http.BodyCheck;
import dev.kinoloom.http.Contract;
import dev.kinoloom.http.Operator;
import dev.kinoloom.http.ParameterCheck;
import dev.kinoloom.http.Problem;
import dev.kinoloom.http.Routes;
import dev.kinoloom.pipeline.Hints;
import dev.kinoloom.store.DoubtStore;
import dev.kinoloom.store.DoubtStore.Doubt;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Paid calls in doubt: list them, say what became of one. */
final class PaidCallRoutes implements Routes {
  private static final String BOOKED = "booked";

  private final Contract contract;
  private final DoubtStore doubts;
  private final Names names;
  private final Hints hints;
  private final Runnable wake;

  /** {@code wake}: perhaps a job may go on now. */
  PaidCallRoutes(Contract contract, DoubtStore doubts, Names names, Hints hints, Runnable wake) {
    this.contract = contract;
    this.doubts = doubts;
    this.names = names;
    this.hints = hints;
    this.wake = wake;
  }

  @Override
  public void mount(Router router) {
    contract.mount(router, "listPaidCalls", this::list);
    contract.mountJson(router, "resolvePaidCall", Answer.MAX_BODY, this::resolve);
  }

  private void list(RoutingContext ctx) {
    var query = ParameterCheck.of(ctx);
    int limit = query.getInteger("limit", Answer.DEFAULT_LIMIT);
    doubts
        .list(query.getInteger("key", 0), query.getLong("before", 0L), limit + 1)
        .onComplete(
            found ->
                Answer.send(
                    ctx,
                    200,
                    Answer.page(found, limit, this::json, "nextBefore", one -> one.call().id())),
            ctx::fail);
  }

  private void resolve(RoutingContext ctx) {
    long call = Answer.number(ctx, "call", "paid call");
    var body = BodyCheck.of(ctx);
    var handle = body.getString("handle");
    var became = became(body.getString("became"), handle);
    find(call)
        .map(PaidCallRoutes::unattended)
        .compose(
            was ->
                doubts.resolve(
                    Operator.of(ctx).name(), call, became, handle, body.getString("note")))
        .compose(taken -> find(call).map(now -> resolved(now, became, handle, taken)))
        .onComplete(now -> Answer.send(ctx, 200, now), ctx::fail);
  }

  /** What is just being sent must not be called void: the next attempt would send it again. */
  private static Doubt unattended(Doubt was) {
    if (was.call().known() == Known.INTENT && was.taskState() == TaskState.LEASED) {
      throw Problem.of(
              409,
              "not-now",
              "A node is at it",
              "paid call %d is being made; it is in doubt only once its task runs no longer"
                  .formatted(was.call().id()))
          .rejection();
    }
    return was;
  }

  private static Known became(String word, @Nullable String handle) {
    if (!word.equals(BOOKED)) {
      return Known.VOID;
    }
    if (handle == null) {
      throw new Invalid("handle", "must be given of what is booked: how the provider calls it");
    }
    return Known.HANDLE;
  }

  /** What was written down though nobody wants it is told apart from what was known otherwise. */
  private JsonObject resolved(Doubt now, Known became, @Nullable String handle, boolean taken) {
    var call = now.call();
    boolean written = call.known() == became && (handle == null || handle.equals(call.handle()));
    if (!taken && !written) {
      throw Problem.of(
              409,
              "not-now",
              "It is known to have become something else",
              "paid call %d is %s%s already"
                  .formatted(
                      call.id(),
                      written(call.known()),
                      call.handle() == null ? "" : " as " + call.handle()))
          .rejection();
    }
    hints.changed(Set.of(now.job()));
    wake.run();
    return json(now).put("wanted", taken);
  }

  private Future<Doubt> find(long call) {
    return doubts
        .find(call)
        .map(found -> found.orElseThrow(() -> Answer.notFound("paid call", call)));
  }

  private JsonObject json(Doubt doubt) {
    var call = doubt.call();
    var json =
        new JsonObject()
            .put("callId", Long.toString(call.id()))
            .put("known", written(call.known()))
            .put("jobId", Long.toString(doubt.job()))
            .put("key", doubt.key())
            .put("keyName", doubt.keyName())
            .put("status", Phase.of(doubt.state()).written())
            .put("task", names.task(doubt.task()))
            .put("taskStatus", doubt.taskState().written());
    if (call.handle() != null) {
      json.put("handle", call.handle());
    }
    return doubt.note() == null ? json : json.put("note", doubt.note());
  }

  private static String written(Known known) {
    return switch (known) {
      case INTENT -> "perhaps-sent";
      case HANDLE -> BOOKED;
      default -> known.name().toLowerCase(Locale.ROOT);
    };
  }
}
