package dev.kinoloom.api;

import dev.kinoloom.bus.Bus;
import dev.kinoloom.codec.StatusJson;
import dev.kinoloom.domain.Invalid;
import dev.kinoloom.domain.JobProgress;
import dev.kinoloom.domain.JobStatus.Phase;
import dev.kinoloom.http.BodyCheck;
import dev.kinoloom.http.Caller;
import dev.kinoloom.http.Contract;
import dev.kinoloom.http.Correlation;
import dev.kinoloom.http.ParameterCheck;
import dev.kinoloom.http.Problem;
import dev.kinoloom.http.Rejection;
import dev.kinoloom.http.Routes;
import dev.kinoloom.store.Progresses;
import dev.kinoloom.store.StoreUnavailable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a wish for a video; who prefers to wait for its end is answered then, if it comes. */
public final class GenerateRoutes implements Routes {
  /** A text at its limits in any writing, with room for the rest. */
  private static final long MAX_BODY = 4L << 20;

  private static final String LOOK =
      "the database gave no answer: look at the list of videos before you ask again; only a request"
          + " with an Idempotency-Key can be sent again as it is";

  private static final Logger log = LoggerFactory.getLogger(GenerateRoutes.class);

  private final Vertx vertx;
  private final Contract contract;
  private final Intake intake;
  private final Allowance allowance;
  private final Progresses progresses;
  private final Bus bus;
  private final InstantSource clock;
  private @Nullable Ends ends;

  public GenerateRoutes(
      Vertx vertx,
      Contract contract,
      Intake intake,
      Allowance allowance,
      Progresses progresses,
      Bus bus,
      InstantSource clock) {
    this.vertx = vertx;
    this.contract = contract;
    this.intake = intake;
    this.allowance = allowance;
    this.progresses = progresses;
    this.bus = bus;
    this.clock = clock;
  }

  @Override
  public void mount(Router router) {
    var waiting = new Ends(vertx, progresses, bus, Ends.Limits.DEFAULT);
    ends = waiting;
    contract.mountJson(router, "generateVideo", MAX_BODY, ctx -> generate(ctx, waiting));
  }

  @Override
  public Future<Void> close() {
    if (ends != null) {
      ends.close();
    }
    return Future.succeededFuture();
  }

  private void generate(RoutingContext ctx, Ends waiting) {
    int key = Caller.of(ctx).key();
    var idempotencyKey = ParameterCheck.of(ctx).getString("Idempotency-Key");
    var wish = VideoRequestReader.read(BodyCheck.of(ctx));
    allowance
        .requireForJob(key, idempotencyKey)
        .onComplete(room -> accept(ctx, waiting, wish, idempotencyKey), ctx::fail);
  }

  private void accept(
      RoutingContext ctx, Ends waiting, VideoRequest wish, @Nullable String idempotencyKey) {
    int key = Caller.of(ctx).key();
    intake
        .accept(key, wish, idempotencyKey, Correlation.of(ctx))
        .onSuccess(
            job ->
                log.info("job.accepted job={} key={} repeated={}", job.job(), key, job.repeated()))
        .compose(job -> waiting.asked(ctx, job.job()).map(end -> answered(ctx, job, end)))
        .onFailure(cause -> ctx.fail(inTheirWords(cause, idempotencyKey != null)));
  }

  private Future<Void> answered(RoutingContext ctx, Accepted job, Optional<JobProgress> end) {
    var place = "/api/videos/%d/status".formatted(job.job());
    var correlation = Correlation.of(ctx);
    return end.map(
            progress -> {
              ctx.response().putHeader(HttpHeaders.CONTENT_LOCATION, place);
              var status = progress.status(clock.instant());
              return JsonAnswer.send(ctx, 200, StatusJson.status(job.job(), status, correlation));
            })
        .orElseGet(
            () -> {
              ctx.response().putHeader(HttpHeaders.LOCATION, place);
              return JsonAnswer.send(ctx, 202, accepted(job, correlation));
            });
  }

  private static JsonObject accepted(Accepted job, String correlation) {
    return new JsonObject()
        .put("jobId", Long.toString(job.job()))
        .put("status", Phase.PENDING.written())
        .put("correlationId", correlation)
        .put("createdAt", StatusJson.time(job.createdAt()));
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
}
