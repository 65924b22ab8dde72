package dev.kinoloom.tracker;

import dev.kinoloom.ops.Meters;
import dev.kinoloom.pipeline.Hints;
import dev.kinoloom.store.HistoryStore;
import dev.kinoloom.store.TimerStore;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the checks that are due four times a second, if this node is to, and now and then adds what
 * it learnt to what all know.
 */
public final class TrackerVerticle extends VerticleBase {
  private static final Logger log = LoggerFactory.getLogger(TrackerVerticle.class);
  private static final Duration PULSE = Duration.ofMillis(250);
  private static final Duration FLUSH = Duration.ofSeconds(5);
  private static final Duration REFRESH = Duration.ofSeconds(10);
  private static final Duration FORGET = Duration.ofHours(1);

  private final Tracker tracker;
  private final History history;
  private final Recorder recorder;
  private final HistoryStore store;
  private final boolean checks;

  /** {@code checks}: this node looks after jobs; else it only adds what it learnt. */
  public TrackerVerticle(
      TimerStore timers,
      HistoryStore store,
      Recorder recorder,
      Hints hints,
      Meters meters,
      boolean checks) {
    this.store = store;
    this.recorder = recorder;
    this.checks = checks;
    this.history = new History(store);
    this.tracker =
        new Tracker(timers, history, hints, meters, () -> ThreadLocalRandom.current().nextDouble());
  }

  @Override
  public Future<?> start() {
    every(FLUSH, recorder::flush, "durations not added");
    if (!checks) {
      return Future.succeededFuture();
    }
    every(PULSE, tracker::check, "checks failed, next=after the safe interval");
    every(REFRESH, history::refresh, "durations not read");
    every(FORGET, store::forget, "durations not forgotten");
    return history.refresh().otherwise(cause -> warn("durations not read", cause));
  }

  @Override
  public Future<?> stop() {
    return recorder.flush();
  }

  private void every(Duration pause, Supplier<Future<Void>> action, String failure) {
    vertx.setPeriodic(
        pause.toMillis(), timer -> action.get().onFailure(cause -> warn(failure, cause)));
  }

  private static @Nullable Void warn(String what, Throwable cause) {
    log.warn("{} cause={}", what, String.valueOf(cause.getMessage()));
    return null;
  }
}
