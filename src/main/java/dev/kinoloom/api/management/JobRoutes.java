package dev.kinoloom.api.management;

import dev.kinoloom.domain.Cancelled;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.JobStatus.Phase;
import dev.kinoloom.http.BodyCheck;
import dev.kinoloom.http.Contract;
import dev.kinoloom.http.Correlation;
import dev.kinoloom.http.Operator;
import dev.kinoloom.http.ParameterCheck;
import dev.kinoloom.http.Problem;
import dev.kinoloom.http.Routes;
import dev.kinoloom.pipeline.Hints;
import dev.kinoloom.store.BoardStore;
import dev.kinoloom.store.BoardStore.Entry;
import dev.kinoloom.store.BoardStore.Filter;
import dev.kinoloom.store.FactStore;
import dev.kinoloom.store.InterventionStore;
import dev.kinoloom.store.Operations;
import dev.kinoloom.store.Progresses;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Jobs of all keys: list, look at one, cancel, approve. */
public final class JobRoutes implements Routes {
  private static final int FACTS = 200;

  private final Contract contract;
  private final BoardStore board;
  private final InterventionStore interventions;
  private final FactStore facts;
  private final Progresses progresses;
  private final Names names;
  private final Hints hints;
  private final InstantSource clock;

  public JobRoutes(
      Contract contract,
      Operations operations,
      FactStore facts,
      Progresses progresses,
      Names names,
      Hints hints,
      InstantSource clock) {
    this.contract = contract;
    this.board = operations.board();
    this.interventions = operations.interventions();
    this.facts = facts;
    this.progresses = progresses;
    this.names = names;
    this.hints = hints;
    this.clock = clock;
  }

  @Override
  public void mount(Router router) {
    contract.mount(router, "listJobs", this::list);
    contract.mount(router, "getJob", this::get);
    contract.mount(router, "cancelJob", this::cancel);
    contract.mountJson(router, "approveJob", Answer.MAX_BODY, this::approve);
  }

  private void list(RoutingContext ctx) {
    var query = ParameterCheck.of(ctx);
    int limit = query.getInteger("limit", Answer.DEFAULT_LIMIT);
    var filter =
        new Filter(
            query.getInteger("key", 0),
            states(query.getString("status")),
            query.getLong("before", 0L),
            limit + 1);
    board
        .list(filter)
        .onComplete(
            found ->
                Answer.send(
                    ctx,
                    200,
                    Answer.page(found, limit, JobJson::entry, "nextBefore", job -> job.job())),
            ctx::fail);
  }

  /** Empty = all. */
  private static Set<JobState> states(@Nullable String status) {
    return status == null ? Set.of() : Phase.of(status).map(Phase::states).orElse(Set.of());
  }

  private void get(RoutingContext ctx) {
    long id = job(ctx);
    int after = ParameterCheck.of(ctx).getInteger("after", 0);
    find(id)
        .compose(job -> whole(ctx, job, after))
        .onComplete(json -> Answer.send(ctx, 200, json), ctx::fail);
  }

  private Future<JsonObject> whole(RoutingContext ctx, Entry job, int after) {
    var standing = progresses.now(job.job());
    var tasks = board.tasks(List.of(job.job()));
    var told = facts.after(job.job(), after, FACTS + 1);
    return Future.all(standing, tasks, told)
        .map(
            all -> {
              var json =
                  JobJson.entry(job)
                      .put(
                          "progress",
                          JobJson.progress(
                              job, standing.result().status(clock.instant()), Correlation.of(ctx)))
                      .put(
                          "tasks",
                          new JsonArray(
                              tasks.result().stream()
                                  .map(task -> TaskJson.task(task, names, Optional.empty()))
                                  .toList()));
              var page =
                  Answer.page(told.result(), FACTS, JobJson::fact, "nextAfter", fact -> fact.seq());
              json.put("facts", page);
              return json;
            });
  }

  private void cancel(RoutingContext ctx) {
    long id = job(ctx);
    interventions
        .cancel(Operator.of(ctx).name(), id)
        .compose(became -> cancelled(id, became))
        .onComplete(job -> Answer.send(ctx, 202, job), ctx::fail);
  }

  private Future<JsonObject> cancelled(long id, Cancelled became) {
    if (became == Cancelled.NO_SUCH_JOB) {
      return Future.failedFuture(Answer.notFound("job", id));
    }
    if (became == Cancelled.STOPPING) {
      hints.stop(Set.of(id));
    }
    if (became == Cancelled.STOPPING || became == Cancelled.AT_ONCE) {
      hints.changed(Set.of(id));
    }
    return find(id)
        .map(
            job -> {
              if (became == Cancelled.TOO_LATE && job.state() != JobState.CANCELLED) {
                throw Problem.of(
                        409,
                        "too-late",
                        "The job has ended",
                        "job %d is %s already".formatted(id, Phase.of(job.state()).written()))
                    .rejection();
              }
              return JobJson.entry(job);
            });
  }

  private void approve(RoutingContext ctx) {
    long id = job(ctx);
    int rev = BodyCheck.of(ctx).getInteger("rev");
    find(id)
        .compose(job -> interventions.approve(Operator.of(ctx).name(), id, rev))
        .compose(yes -> find(id).map(job -> approved(job, rev, yes)))
        .onSuccess(job -> hints.changed(Set.of(id)))
        .onComplete(job -> Answer.send(ctx, 200, job), ctx::fail);
  }

  private static JsonObject approved(Entry job, int rev, boolean yes) {
    if (!yes) {
      throw Problem.of(
              409,
              "not-now",
              "The job is not held, or has moved on",
              "job %d is %s at revision %d, not held at revision %d; look again before you approve"
                  .formatted(job.job(), Phase.of(job.state()).written(), job.rev(), rev))
          .rejection();
    }
    return JobJson.entry(job);
  }

  private Future<Entry> find(long id) {
    return board.find(id).map(job -> job.orElseThrow(() -> Answer.notFound("job", id)));
  }

  private static long job(RoutingContext ctx) {
    return Answer.number(ctx, "id", "job");
  }
}
