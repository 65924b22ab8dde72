package dev.kinoloom.api;

import dev.kinoloom.bus.Bus;
import dev.kinoloom.codec.Payloads;
import dev.kinoloom.codec.StatusJson;
import dev.kinoloom.domain.Cancelled;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.JobStatus.Phase;
import dev.kinoloom.domain.JobSummary;
import dev.kinoloom.http.Caller;
import dev.kinoloom.http.Contract;
import dev.kinoloom.http.Correlation;
import dev.kinoloom.http.OwnJobs;
import dev.kinoloom.http.ParameterCheck;
import dev.kinoloom.http.Problem;
import dev.kinoloom.http.Rejection;
import dev.kinoloom.http.Routes;
import dev.kinoloom.pipeline.Hints;
import dev.kinoloom.store.JobStore;
import dev.kinoloom.store.Progresses;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Videos under the seed's paths: see how one stands, or wait for its end; cancel it; list them. */
public final class VideoRoutes implements Routes {
  private static final int DEFAULT_LIMIT = 20;

  private final Vertx vertx;
  private final Contract contract;
  private final JobStore jobs;
  private final OwnJobs own;
  private final Progresses progresses;
  private final Bus bus;
  private final Hints hints;
  private final InstantSource clock;
  private @Nullable Ends ends;

  public VideoRoutes(
      Vertx vertx,
      Contract contract,
      JobStore jobs,
      Progresses progresses,
      Bus bus,
      Hints hints,
      InstantSource clock) {
    this.vertx = vertx;
    this.contract = contract;
    this.jobs = jobs;
    this.own = new OwnJobs(jobs);
    this.progresses = progresses;
    this.bus = bus;
    this.hints = hints;
    this.clock = clock;
  }

  @Override
  public void mount(Router router) {
    contract.mount(router, "listVideos", this::list);
    var waiting = new Ends(vertx, progresses, bus, Ends.Limits.DEFAULT);
    ends = waiting;
    contract.mount(router, "getVideoStatus", ctx -> status(ctx, waiting));
    contract.mount(router, "cancelVideo", this::cancel);
  }

  private void status(RoutingContext ctx, Ends waiting) {
    own.find(ctx)
        .compose(job -> waiting.asked(ctx, job.job()).compose(end -> status(ctx, job)))
        .onComplete(json -> JsonAnswer.send(ctx, 200, json), ctx::fail);
  }

  @Override
  public Future<Void> close() {
    if (ends != null) {
      ends.close();
    }
    return Future.succeededFuture();
  }

  private Future<JsonObject> status(RoutingContext ctx, JobSummary job) {
    return progresses
        .now(job.job())
        .map(p -> StatusJson.status(job.job(), p.status(clock.instant()), Correlation.of(ctx)));
  }

  private void cancel(RoutingContext ctx) {
    own.find(ctx)
        .compose(job -> jobs.cancel(job.job()).compose(became -> cancelled(ctx, job, became)))
        .onComplete(json -> JsonAnswer.send(ctx, 202, json), ctx::fail);
  }

  private Future<JsonObject> cancelled(RoutingContext ctx, JobSummary job, Cancelled became) {
    if (became == Cancelled.STOPPING) {
      hints.stop(Set.of(job.job()));
    }
    if (became == Cancelled.STOPPING || became == Cancelled.AT_ONCE) {
      hints.changed(Set.of(job.job()));
    }
    return status(ctx, job)
        .map(
            json -> {
              if (became == Cancelled.TOO_LATE && !isCancelled(json)) {
                throw tooLate(json.getString("status"));
              }
              return json;
            });
  }

  private static boolean isCancelled(JsonObject status) {
    return Phase.CANCELLED.written().equals(status.getString("status"));
  }

  private static Rejection tooLate(String status) {
    return Problem.of(
            409, "too-late", "The job has ended", "the job is %s already".formatted(status))
        .rejection();
  }

  private void list(RoutingContext ctx) {
    var query = ParameterCheck.of(ctx);
    int limit = query.getInteger("limit", DEFAULT_LIMIT);
    jobs.list(
            Caller.of(ctx).key(),
            states(query.getString("status")),
            query.getLong("before", 0L),
            limit + 1)
        .onComplete(found -> JsonAnswer.send(ctx, 200, page(found, limit)), ctx::fail);
  }

  /** Empty = all. */
  private static Set<JobState> states(@Nullable String status) {
    return Arrays.stream(JobState.values())
        .filter(state -> Phase.of(state).written().equals(status))
        .collect(Collectors.toSet());
  }

  private static JsonObject page(List<JobSummary> found, int limit) {
    boolean more = found.size() > limit;
    var shown = more ? found.subList(0, limit) : found;
    var json =
        new JsonObject()
            .put("data", new JsonArray(shown.stream().map(VideoRoutes::item).toList()))
            .put("hasMore", more);
    return more ? json.put("nextBefore", shown.get(limit - 1).job()) : json;
  }

  private static JsonObject item(JobSummary job) {
    var json =
        new JsonObject()
            .put("jobId", Long.toString(job.job()))
            .put("status", Phase.of(job.state()).written())
            .put("createdAt", StatusJson.time(job.createdAt()));
    Payloads.title(job.payload()).ifPresent(title -> json.put("title", title));
    if (job.startedAt() != null) {
      json.put("startedAt", StatusJson.time(job.startedAt()));
    }
    if (job.endedAt() != null) {
      json.put("completedAt", StatusJson.time(job.endedAt()));
    }
    return job.state() == JobState.COMPLETED
        ? json.put("videoUrl", StatusJson.videoUrl(job.job()))
        : json;
  }
}
