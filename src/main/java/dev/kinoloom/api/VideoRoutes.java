package dev.kinoloom.api;

import dev.kinoloom.codec.Payloads;
import dev.kinoloom.codec.StatusJson;
import dev.kinoloom.domain.Cancelled;
import dev.kinoloom.domain.Invalid;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.JobStatus.Phase;
import dev.kinoloom.domain.JobSummary;
import dev.kinoloom.http.BodyCheck;
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
import dev.kinoloom.store.StoreUnavailable;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Videos under the seed's paths: ask for one, see how it stands, cancel it, list them. */
public final class VideoRoutes implements Routes {
  /** A text at its limits in any writing, with room for the rest. */
  private static final long MAX_BODY = 4L << 20;

  private static final int DEFAULT_LIMIT = 20;

  private static final String LOOK =
      "the database gave no answer: look at the list of videos before you ask again; only a request"
          + " with an Idempotency-Key can be sent again as it is";

  private static final Logger log = LoggerFactory.getLogger(VideoRoutes.class);

  private final Contract contract;
  private final Intake intake;
  private final JobStore jobs;
  private final OwnJobs own;
  private final Progresses progresses;
  private final Hints hints;
  private final InstantSource clock;

  public VideoRoutes(
      Contract contract,
      Intake intake,
      JobStore jobs,
      Progresses progresses,
      Hints hints,
      InstantSource clock) {
    this.contract = contract;
    this.intake = intake;
    this.jobs = jobs;
    this.own = new OwnJobs(jobs);
    this.progresses = progresses;
    this.hints = hints;
    this.clock = clock;
  }

  @Override
  public void mount(Router router) {
    contract.mountJson(router, "generateVideo", MAX_BODY, this::generate);
    contract.mount(router, "listVideos", this::list);
    contract.mount(router, "getVideoStatus", this::status);
    contract.mount(router, "cancelVideo", this::cancel);
  }

  private void generate(RoutingContext ctx) {
    int key = Caller.of(ctx).key();
    var idempotencyKey = ParameterCheck.of(ctx).getString("Idempotency-Key");
    var wish = VideoRequestReader.read(BodyCheck.of(ctx));
    intake
        .accept(key, wish, idempotencyKey, Correlation.of(ctx))
        .onComplete(
            job -> accepted(ctx, key, job),
            cause -> ctx.fail(inTheirWords(cause, idempotencyKey != null)));
  }

  private static void accepted(RoutingContext ctx, int key, Accepted job) {
    log.info("job.accepted job={} key={} repeated={}", job.job(), key, job.repeated());
    var id = Long.toString(job.job());
    ctx.response().putHeader(HttpHeaders.LOCATION, "/api/videos/%s/status".formatted(id));
    answer(
        ctx,
        202,
        new JsonObject()
            .put("jobId", id)
            .put("status", Phase.PENDING.written())
            .put("correlationId", Correlation.of(ctx))
            .put("createdAt", StatusJson.time(job.createdAt())));
  }

  private static Throwable inTheirWords(Throwable cause, boolean mayBeRepeated) {
    if (cause instanceof Invalid invalid) {
      return VideoRequestReader.inTheirWords(invalid);
    }
    if (cause instanceof StoreUnavailable && !mayBeRepeated) {
      log.warn("job.acceptance_unknown", cause);
      return Problem.of(503, "outcome-unknown", "Whether the job was stored is not known", LOOK)
          .rejection();
    }
    return cause instanceof Refused refused ? rejection(refused) : cause;
  }

  private static Rejection rejection(Refused refused) {
    var words = refused.words();
    return switch (refused.reason()) {
      case BUSY ->
          Problem.of(503, "unavailable", "The service cannot answer now", words)
              .rejection()
              .retryAfter(Duration.ofSeconds(1));
      case KEY_FULL ->
          Problem.of(429, "too-many-jobs", "The key has too many open jobs", words)
              .rejection()
              .retryAfter(Duration.ofSeconds(10));
      case OTHER_REQUEST ->
          Problem.of(422, "idempotency-key-reused", "The idempotency key is taken", words)
              .rejection();
      case NO_SUCH_KEY ->
          Problem.of(401, "not-authenticated", "Who asks is not known", words).rejection();
    };
  }

  private void status(RoutingContext ctx) {
    own.find(ctx)
        .compose(job -> status(ctx, job))
        .onComplete(json -> answer(ctx, 200, json), ctx::fail);
  }

  private Future<JsonObject> status(RoutingContext ctx, JobSummary job) {
    return progresses
        .now(job.job())
        .map(p -> StatusJson.status(job.job(), p.status(clock.instant()), Correlation.of(ctx)));
  }

  private void cancel(RoutingContext ctx) {
    own.find(ctx)
        .compose(job -> jobs.cancel(job.job()).compose(became -> cancelled(ctx, job, became)))
        .onComplete(json -> answer(ctx, 202, json), ctx::fail);
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
        .onComplete(found -> answer(ctx, 200, page(found, limit)), ctx::fail);
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

  private static void answer(RoutingContext ctx, int status, JsonObject body) {
    ctx.response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .end(body.toBuffer());
  }
}
