package dev.kinoloom.worker;

import dev.kinoloom.pipeline.Stage;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a stopped task has left running outside is ended: by its stage, within a time, and whatever
 * becomes of that the stop goes on.
 */
final class Endings {
  private static final Logger log = LoggerFactory.getLogger(Endings.class);

  private final Vertx vertx;
  private final Duration most;

  /** {@code grace}: what a stopped attempt has; this takes less. */
  Endings(Vertx vertx, Duration grace) {
    this.vertx = vertx;
    this.most = grace.multipliedBy(4).dividedBy(5);
  }

  /** An attempt that was made to stop leaves nothing; it fails with {@code cause} all the same. */
  <T> Future<T> afterStop(Attempt attempt, Stage stage, TaskWork work, Throwable cause) {
    return attempt.end() == Attempt.End.STOPPED
        ? end(attempt, stage, work).compose(ended -> Future.failedFuture(cause))
        : Future.failedFuture(cause);
  }

  /** Never fails. It is another attempt that ends it, for this one may have been told to stop. */
  Future<Void> end(Attempt attempt, Stage stage, TaskWork work) {
    var ending = attempt.ending(most);
    long timer = vertx.setTimer(most.toMillis(), late -> ending.end(Attempt.End.TIMED_OUT));
    return Future.succeededFuture(work.by(ending))
        .compose(begun -> stage.stop(begun).<Void>mapEmpty())
        .timeout(most.toMillis(), TimeUnit.MILLISECONDS)
        .otherwise(
            e -> {
              log.warn("what it left outside is not ended epoch={}", attempt.claim().epoch(), e);
              return null;
            })
        .onComplete(
            done -> {
              vertx.cancelTimer(timer);
              ending.over();
            });
  }
}
