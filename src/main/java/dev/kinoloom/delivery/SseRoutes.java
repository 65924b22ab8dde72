package dev.kinoloom.delivery;

import dev.kinoloom.bus.Bus;
import dev.kinoloom.codec.StatusJson;
import dev.kinoloom.domain.JobProgress;
import dev.kinoloom.domain.JobSummary;
import dev.kinoloom.http.Caller;
import dev.kinoloom.http.Contract;
import dev.kinoloom.http.Correlation;
import dev.kinoloom.http.OwnJobs;
import dev.kinoloom.http.ParameterCheck;
import dev.kinoloom.http.Problem;
import dev.kinoloom.http.Rejection;
import dev.kinoloom.http.Routes;
import dev.kinoloom.ops.LogFields;
import dev.kinoloom.ops.Meters;
import dev.kinoloom.store.FactStore;
import dev.kinoloom.store.JobStore;
import dev.kinoloom.store.Progresses;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job's progress as server-sent events: its status, then every fact that follows; to whoever says
 * which fact he got last, all facts after it.
 */
public final class SseRoutes implements Routes {
  /**
   * How it is done.
   *
   * @param poll how often facts are looked for without a hint
   * @param keepAlive how often a silent stream says something
   * @param retry how long clients wait before they connect again
   * @param watchers at most, on one event loop
   * @param ofOneKey at most, of those
   */
  public record Pace(
      Duration poll, Duration keepAlive, Duration retry, int watchers, int ofOneKey) {
    public static final Pace DEFAULT =
        new Pace(Duration.ofSeconds(3), Duration.ofSeconds(15), Duration.ofSeconds(2), 2_000, 100);
  }

  private final Vertx vertx;
  private final Contract contract;
  private final OwnJobs own;
  private final Progresses progresses;
  private final Subscribers subscribers;
  private final Bus bus;
  private final Pace pace;
  private final InstantSource clock;
  private Bus.@Nullable Listening listening;

  public SseRoutes(
      Vertx vertx,
      Contract contract,
      JobStore jobs,
      FactStore facts,
      Progresses progresses,
      Bus bus,
      Pace pace,
      InstantSource clock,
      Meters meters) {
    this.vertx = vertx;
    this.contract = contract;
    this.own = new OwnJobs(jobs);
    this.progresses = progresses;
    this.subscribers = new Subscribers(facts, meters::watched);
    this.bus = bus;
    this.pace = pace;
    this.clock = clock;
    meters.watchers(subscribers::count);
  }

  @Override
  public void mount(Router router) {
    contract.mount(router, "streamVideo", this::stream);
    listening = bus.onAnnounce(subscribers::hear);
    vertx.setPeriodic(pace.poll().toMillis(), timer -> subscribers.poll());
    vertx.setPeriodic(pace.keepAlive().toMillis(), timer -> subscribers.keepAlive());
  }

  @Override
  public Future<Void> close() {
    if (listening != null) {
      listening.end();
    }
    subscribers.endAll();
    return Future.succeededFuture();
  }

  private void stream(RoutingContext ctx) {
    refuseFull(Caller.of(ctx).key());
    var last = lastEventId(ctx);
    own.find(ctx)
        .compose(job -> progresses.now(job.job()).compose(p -> begin(ctx, job, p, last)))
        .onFailure(ctx::fail);
  }

  /** Asked early, so that a refusal costs nothing, and again where a place is really taken. */
  private void refuseFull(int key) {
    if (subscribers.count(key) >= pace.ofOneKey()) {
      throw tooMany(pace.ofOneKey());
    }
    if (subscribers.count() >= pace.watchers()) {
      throw full();
    }
  }

  private Future<Void> begin(
      RoutingContext ctx, JobSummary job, JobProgress now, @Nullable Integer last) {
    if (last == null || last > now.lastSeq()) {
      open(ctx, job, now);
      return Future.succeededFuture();
    }
    if (now.phase().isFinal() && last == now.lastSeq()) {
      return ctx.response().setStatusCode(204).end();
    }
    return progresses
        .until(job.job(), last)
        .compose(
            then -> {
              replay(ctx, job, then, last);
              return Future.succeededFuture();
            });
  }

  /** Somebody new: how it stands, then what follows; of an ended job, its last fact. */
  private void open(RoutingContext ctx, JobSummary job, JobProgress now) {
    int known = now.phase().isFinal() ? now.lastSeq() - 1 : now.lastSeq();
    var watcher = watcher(ctx, job, known);
    var status = StatusJson.status(job.job(), now.status(clock.instant()), Correlation.of(ctx));
    watcher.channel().send(new ServerSentEvent("status", known, status.encode()).format());
    watch(ctx, watcher, now);
  }

  /** Somebody who was here before: all that he has not got. */
  private void replay(RoutingContext ctx, JobSummary job, JobProgress then, int last) {
    watch(ctx, watcher(ctx, job, last), then);
  }

  private Watcher watcher(RoutingContext ctx, JobSummary job, int told) {
    int key = Caller.of(ctx).key();
    refuseFull(key);
    var lines = LogFields.ofJob(job.job(), job.key(), job.payload());
    return new Watcher(key, job.job(), channel(ctx, lines), told, lines);
  }

  private void watch(RoutingContext ctx, Watcher watcher, JobProgress from) {
    ctx.response().exceptionHandler(gone -> subscribers.leave(watcher));
    ctx.response().endHandler(ended -> subscribers.leave(watcher));
    ctx.response().closeHandler(gone -> subscribers.leave(watcher));
    subscribers.watch(watcher, from);
  }

  private Channel channel(RoutingContext ctx, Map<String, String> lines) {
    ctx.response()
        .setChunked(true)
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
        .putHeader("X-Accel-Buffering", "no");
    var channel = new Channel(ctx.response(), lines);
    channel.send(ServerSentEvent.retry(pace.retry().toMillis()));
    return channel;
  }

  private static @Nullable Integer lastEventId(RoutingContext ctx) {
    var given = ParameterCheck.of(ctx);
    return ServerSentEvent.number(given.getLong("Last-Event-ID"), given.getLong("lastEventId"));
  }

  private static Rejection tooMany(int most) {
    return Problem.of(
            429,
            "too-many-streams",
            "The key watches too many jobs at once",
            "%,d streams of this key are open, as many as it may have; end one, or ask for the status"
                .formatted(most))
        .rejection()
        .retryAfter(Duration.ofSeconds(5));
  }

  private static Rejection full() {
    return new Problem(
            503,
            "unavailable",
            "The service cannot answer now",
            "as many watch here as can; ask for the status instead, or try again",
            List.of())
        .rejection()
        .retryAfter(Duration.ofSeconds(5));
  }
}
