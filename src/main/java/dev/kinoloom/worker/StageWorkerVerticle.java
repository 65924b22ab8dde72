package dev.kinoloom.worker;

import dev.kinoloom.domain.Claim;
import dev.kinoloom.pipeline.StageSpec;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pulls the tasks of one stage, as many as it has room for: when told that there is work, when a
 * task ends, and at every {@code pulse} in case nobody told.
 */
public final class StageWorkerVerticle extends VerticleBase {
  private static final Logger log = LoggerFactory.getLogger(StageWorkerVerticle.class);

  private final StageSpec stage;
  private final Room room;
  private final Claiming claims;
  private final Function<Claim, Future<Void>> runner;
  private final Duration pulse;
  private final List<Promise<Void>> idle = new ArrayList<>();
  private boolean claiming;
  private boolean again;
  private boolean roomAgain;
  private boolean exhausted;
  private boolean draining;

  /** {@code runner}: what runs a task, until nothing of it is left. */
  public StageWorkerVerticle(
      StageSpec stage,
      int capacity,
      Claiming claims,
      Function<Claim, Future<Void>> runner,
      Duration pulse) {
    this.stage = stage;
    this.room = new Room(capacity);
    this.claims = claims;
    this.runner = runner;
    this.pulse = pulse;
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(pulse.toMillis(), timer -> look());
    claims.open(stage.lane(), new Unasked());
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
    room.close();
    Promise<Void> reached = Promise.promise();
    context.runOnContext(
        none -> {
          draining = true;
          idle.add(reached);
          completeWhenIdle();
        });
    return reached.future();
  }

  /** Claims again; who waits for the end of a drain before is not told of any. From any thread. */
  public void resume() {
    room.open();
    context.runOnContext(
        none -> {
          draining = false;
          idle.clear();
          look();
        });
  }

  private void look() {
    exhausted = false;
    again = claiming;
    pull();
  }

  /** After a claim that left room, the next one waits for a hint, or the pulse. */
  private void pull() {
    if (draining || claiming || exhausted) {
      return;
    }
    claiming = true;
    again = false;
    roomAgain = false;
    claims.of(stage.lane()).onComplete(done -> here(() -> claimed(done)));
  }

  /** Where there was no room, whoever returns some pulls again: now, if it came meanwhile. */
  private void claimed(AsyncResult<Optional<Claiming.Found>> done) {
    claiming = false;
    if (done.failed()) {
      log.warn(
          "claim failed, next at the pulse stage={} cause={}",
          stage.name(),
          String.valueOf(done.cause().getMessage()));
      exhausted = true;
    } else if (done.result().isPresent()) {
      var found = done.result().get();
      found.claims().forEach(this::run);
      exhausted = !again && !found.full();
      pull();
    } else if (again || roomAgain) {
      pull();
    }
    completeWhenIdle();
  }

  /** What a commit of new tasks claimed besides, on whatever thread that was. */
  private final class Unasked implements Claiming.Lane {
    @Override
    public Room room() {
      return room;
    }

    @Override
    public void given(List<Claim> found, boolean full) {
      here(
          () -> {
            found.forEach(StageWorkerVerticle.this::run);
            exhausted &= !full;
            roomAgain = true;
            pull();
            completeWhenIdle();
          });
    }
  }

  private void run(Claim claim) {
    Future.succeededFuture(claim)
        .compose(runner)
        .onComplete(done -> here(() -> ended(claim, done)));
  }

  private void ended(Claim claim, AsyncResult<Void> done) {
    room.giveBack(1);
    roomAgain = true;
    if (done.failed()) {
      log.error("task could not be run job={} no={}", claim.job(), claim.no(), done.cause());
    }
    completeWhenIdle();
    pull();
  }

  /** Answers come on whatever thread had the last word; what is decided here is decided on one. */
  private void here(Runnable action) {
    context.runOnContext(none -> action.run());
  }

  private void completeWhenIdle() {
    if (draining && !claiming && room.isEmpty()) {
      idle.forEach(Promise::tryComplete);
      idle.clear();
    }
  }
}
