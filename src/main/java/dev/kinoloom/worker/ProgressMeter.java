package dev.kinoloom.worker;

import dev.kinoloom.codec.TrackData;
import dev.kinoloom.domain.Claim;
import dev.kinoloom.pipeline.Hints;
import dev.kinoloom.store.TaskStore;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what a stage says of its progress into facts: at most one a second and only forward, so
 * that a talkative child doesn't flood the log of its job. Of a stage that says nothing it is told
 * once that it is under way, so that how far it is can be estimated.
 */
final class ProgressMeter implements Attempt.Meter {
  /** Who has said nothing for so long is told of. */
  static final Duration SILENCE = Duration.ofSeconds(1);

  private static final Logger log = LoggerFactory.getLogger(ProgressMeter.class);
  private static final long APART_NANOS = 1_000_000_000L;
  private static final double STEP = 0.01;
  private static final int MOST = 200;

  private final TaskStore tasks;
  private final Hints hints;
  private final IntSupplier node;
  private final Claim claim;
  private final Piece piece;
  private final LongSupplier nanos;
  private final long beganNanos;
  private long lastNanos;
  private double last;
  private boolean told;

  /** {@code nanos} is a monotonic clock. */
  ProgressMeter(
      TaskStore tasks,
      Hints hints,
      IntSupplier node,
      Claim claim,
      Piece piece,
      LongSupplier nanos) {
    this.tasks = tasks;
    this.hints = hints;
    this.node = node;
    this.claim = claim;
    this.piece = piece;
    this.nanos = nanos;
    this.beganNanos = nanos.getAsLong();
    this.lastNanos = beganNanos;
  }

  @Override
  public void progress(double fraction, String message) {
    if (isWorthTelling(fraction)) {
      tell(fraction, message);
    }
  }

  /** Says that the task is under way, unless something was told of it before. Never fails. */
  Future<Void> begin() {
    synchronized (this) {
      if (told || !piece.before().isZero()) {
        return Future.succeededFuture();
      }
      told = true;
    }
    return tell(0, "");
  }

  /** How long the task has been under way, by this clock. */
  Duration elapsed() {
    return piece.before().plusNanos(nanos.getAsLong() - beganNanos);
  }

  /** What an outside source says of it, however often it is asked. Never fails. */
  Future<Void> look(double fraction, String message) {
    return fraction > 0 && fraction <= 1 ? tell(fraction, message) : begin();
  }

  private Future<Void> tell(double fraction, String message) {
    var working =
        new TrackData.Working(
            claim.epoch(),
            piece.task().stage(),
            piece.task().part(),
            piece.share(),
            piece.of(),
            100 * fraction,
            elapsed(),
            piece.like());
    var fact =
        TrackData.working(
            claim.no(), working, message.length() > MOST ? message.substring(0, MOST) : message);
    return tasks
        .progress(node.getAsInt(), claim.job(), claim.no(), claim.epoch(), fact)
        .onSuccess(
            taken -> {
              if (taken) {
                hints.changed(Set.of(claim.job()));
              }
            })
        .onFailure(e -> log.debug("progress not told cause={}", e.getMessage()))
        .otherwise(false)
        .mapEmpty();
  }

  private synchronized boolean isWorthTelling(double fraction) {
    long now = nanos.getAsLong();
    if (!(fraction <= 1) || fraction < last + STEP || now - lastNanos < APART_NANOS) {
      return false;
    }
    last = fraction;
    lastNanos = now;
    told = true;
    return true;
  }
}
