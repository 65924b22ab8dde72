package dev.kinoloom.worker;

import dev.kinoloom.codec.Json;
import dev.kinoloom.domain.Claim;
import dev.kinoloom.pipeline.Hints;
import dev.kinoloom.pipeline.TaskId;
import dev.kinoloom.store.TaskStore;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what a stage says of its progress into facts: at most one a second and only forward, so
 * that a talkative child doesn't flood the log of its job.
 */
final class ProgressMeter implements Attempt.Meter {
  private static final Logger log = LoggerFactory.getLogger(ProgressMeter.class);
  private static final long APART_NANOS = 1_000_000_000L;
  private static final double STEP = 0.01;
  private static final int MOST = 200;

  private final TaskStore tasks;
  private final Hints hints;
  private final IntSupplier node;
  private final Claim claim;
  private final TaskId task;
  private final double share;
  private final int of;
  private final LongSupplier nanos;
  private long lastNanos;
  private double last;

  /** {@code nanos} is a monotonic clock. */
  ProgressMeter(
      TaskStore tasks,
      Hints hints,
      IntSupplier node,
      Claim claim,
      TaskId task,
      double share,
      int of,
      LongSupplier nanos) {
    this.tasks = tasks;
    this.hints = hints;
    this.node = node;
    this.claim = claim;
    this.task = task;
    this.share = share;
    this.of = of;
    this.nanos = nanos;
    this.lastNanos = nanos.getAsLong();
  }

  @Override
  public void progress(double fraction, String message) {
    if (!isWorthTelling(fraction)) {
      return;
    }
    var fact =
        Json.encode(
            Map.of(
                "stage",
                task.stage(),
                "part",
                task.part(),
                "share",
                share,
                "of",
                of,
                "percent",
                Math.round(1000 * fraction) / 10.0,
                "no",
                claim.no(),
                "epoch",
                claim.epoch(),
                "message",
                message.length() > MOST ? message.substring(0, MOST) : message));
    tasks
        .progress(node.getAsInt(), claim.job(), claim.no(), claim.epoch(), fact)
        .onSuccess(
            told -> {
              if (told) {
                hints.changed(Set.of(claim.job()));
              }
            })
        .onFailure(e -> log.debug("progress not told cause={}", e.getMessage()));
  }

  private synchronized boolean isWorthTelling(double fraction) {
    long now = nanos.getAsLong();
    if (!(fraction <= 1) || fraction < last + STEP || now - lastNanos < APART_NANOS) {
      return false;
    }
    last = fraction;
    lastNanos = now;
    return true;
  }
}
