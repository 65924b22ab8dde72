package dev.kinoloom.worker;

import dev.kinoloom.domain.Claim;
import dev.kinoloom.pipeline.StageSpec;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pulls the tasks of one stage, as many as it has room for: when told that there is work, when a
 * task ends, and at every {@code pulse} in case nobody told.
 */
public final class StageWorkerVerticle extends VerticleBase {
  private static final Logger log = LoggerFactory.getLogger(StageWorkerVerticle.class);

  private final StageSpec stage;
  private final int capacity;
  private final Claiming claims;
  private final TaskRunner runner;
  private final Duration pulse;
  private final Promise<Void> idle = Promise.promise();
  private int running;
  private boolean claiming;
  private boolean again;
  private boolean exhausted;
  private boolean draining;

  public StageWorkerVerticle(
      StageSpec stage, int capacity, Claiming claims, TaskRunner runner, Duration pulse) {
    this.stage = stage;
    this.capacity = capacity;
    this.claims = claims;
    this.runner = runner;
    this.pulse = pulse;
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(pulse.toMillis(), timer -> look());
    pull();
    return Future.succeededFuture();
  }

  /** The lane that it pulls from. */
  public int lane() {
    return stage.lane();
  }

  /** There may be work. From any thread. */
  public void wake() {
    context.runOnContext(none -> look());
  }

  /** Claims nothing more; succeeds when nothing runs here. From any thread. */
  public Future<Void> drain() {
    context.runOnContext(
        none -> {
          draining = true;
          completeWhenIdle();
        });
    return idle.future();
  }

  private void look() {
    exhausted = false;
    again = claiming;
    pull();
  }

  /** After a claim that left room, the next one waits for a hint, or the pulse. */
  private void pull() {
    if (draining || claiming || exhausted || running >= capacity) {
      return;
    }
    claiming = true;
    again = false;
    int wanted = capacity - running;
    claims.of(stage.lane(), wanted).onComplete(done -> here(() -> claimed(done, wanted)));
  }

  private void claimed(AsyncResult<List<Claim>> done, int wanted) {
    claiming = false;
    if (done.failed()) {
      log.warn(
          "claim failed, next at the pulse stage={} cause={}",
          stage.name(),
          String.valueOf(done.cause().getMessage()));
    } else {
      done.result().forEach(this::run);
    }
    completeWhenIdle();
    exhausted = done.failed() || (!again && done.result().size() < wanted);
    pull();
  }

  private void run(Claim claim) {
    running++;
    Future.succeededFuture(claim)
        .compose(runner::run)
        .onComplete(done -> here(() -> ended(claim, done)));
  }

  private void ended(Claim claim, AsyncResult<Void> done) {
    running--;
    if (done.failed()) {
      log.error("task could not be run job={} no={}", claim.job(), claim.no(), done.cause());
    }
    completeWhenIdle();
    pull();
  }

  /** Answers come on whatever thread had the last word; what is counted here is counted on one. */
  private void here(Runnable action) {
    context.runOnContext(none -> action.run());
  }

  private void completeWhenIdle() {
    if (draining && running == 0 && !claiming) {
      idle.tryComplete();
    }
  }
}
