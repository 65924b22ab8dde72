package dev.kinoloom.membership;

import dev.kinoloom.artifact.ArtifactShelf;
import dev.kinoloom.config.Settings;
import dev.kinoloom.store.LineStore;
import dev.kinoloom.store.LineStore.Line;
import dev.kinoloom.store.Operations;
import dev.kinoloom.store.RetentionStore;
import dev.kinoloom.store.StorageStore;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets go of what need not be kept any more, on one node at a time, a bounded batch a step: jobs,
 * audit, checkpoints, files; then it rests. Lives on one event loop.
 */
public final class Retention {
  private static final Logger log = LoggerFactory.getLogger(Retention.class);
  private static final String CHORE = "retention";
  private static final Duration TURN = Duration.ofMinutes(5);
  private static final Duration REST = Duration.ofMinutes(10);
  private static final Duration REST_AFTER_TROUBLE = Duration.ofMinutes(1);
  private static final int BATCH = 1_000;
  private static final int KEYS = 100;

  private final RetentionStore store;
  private final LineStore lines;
  private final StorageStore storage;
  private final Optional<ArtifactShelf> shelf;
  private final Settings.Retention kept;
  private final IntSupplier node;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private final Deque<Line> keys = new ArrayDeque<>();
  private Supplier<Future<Void>> next = this::jobs;
  private long lastJob;
  private int lastKey;
  private long restUntilNanos;
  private boolean busy;

  /**
   * {@code shelf} empty = files are not ours to sweep. {@code nanos} is a monotonic clock, {@code
   * clock} the one by which files are dated.
   */
  public Retention(
      Operations operations,
      Optional<ArtifactShelf> shelf,
      Settings.Retention kept,
      IntSupplier node,
      InstantSource clock,
      LongSupplier nanos) {
    this.store = operations.retention();
    this.lines = operations.lines();
    this.storage = operations.storage();
    this.shelf = shelf;
    this.kept = kept;
    this.node = node;
    this.clock = clock;
    this.nanos = nanos;
    this.restUntilNanos = nanos.getAsLong();
  }

  /** One step, unless it rests, or another node does it. */
  public Future<Void> step() {
    if (busy || nanos.getAsLong() - restUntilNanos < 0) {
      return Future.succeededFuture();
    }
    busy = true;
    return Future.succeededFuture()
        .compose(none -> store.take(CHORE, node.getAsInt(), TURN))
        .compose(mine -> mine ? next.get() : rest(REST_AFTER_TROUBLE))
        .onFailure(e -> rest(REST_AFTER_TROUBLE))
        .onComplete(done -> busy = false);
  }

  /** The next round begins from the beginning. */
  private Future<Void> rest(Duration time) {
    restUntilNanos = nanos.getAsLong() + time.toNanos();
    lastJob = 0;
    lastKey = 0;
    keys.clear();
    next = this::jobs;
    return Future.succeededFuture();
  }

  private Future<Void> jobs() {
    return store
        .jobs(lastJob, kept.jobs(), kept.idempotencyKeys())
        .map(
            tidied -> {
              if (tidied.gone() > 0) {
                log.info("ended jobs are gone count={} upto={}", tidied.gone(), tidied.last());
              }
              lastJob = tidied.last();
              next = tidied.last() == 0 ? this::audit : this::jobs;
              return null;
            });
  }

  private Future<Void> audit() {
    var keep = kept.audit();
    if (keep == null) {
      next = this::nextKey;
      return Future.succeededFuture();
    }
    return store
        .audit(keep)
        .map(
            gone -> {
              next = gone < BATCH ? this::nextKey : this::audit;
              return null;
            });
  }

  private Future<Void> nextKey() {
    var line = keys.poll();
    if (line != null) {
      lastKey = line.key();
      next = () -> checkpoints(line.key());
      return Future.succeededFuture();
    }
    return lines
        .list(lastKey, KEYS)
        .compose(
            page -> {
              keys.addAll(page);
              return page.isEmpty() ? rest(REST) : Future.succeededFuture();
            });
  }

  private Future<Void> checkpoints(int key) {
    var keep = kept.checkpoints();
    if (keep == null) {
      next = () -> files(key);
      return Future.succeededFuture();
    }
    return store
        .checkpoints(key, keep)
        .map(
            gone -> {
              next = gone < BATCH ? () -> files(key) : () -> checkpoints(key);
              return null;
            });
  }

  private Future<Void> files(int key) {
    if (shelf.isEmpty()) {
      next = this::nextKey;
      return Future.succeededFuture();
    }
    var keep = kept.artifacts();
    var before = clock.instant().minus(keep == null ? Duration.ZERO : keep);
    return shelf
        .get()
        .stock(key, before, BATCH)
        .compose(
            stock -> {
              Set<String> old = keep == null ? Set.of() : stock.old();
              var sweep = new FileSweep(store, shelf.get(), key, before, old);
              next = () -> sweep(sweep);
              return storage.counted(key, stock.bytes(), stock.files());
            });
  }

  /** What is told of a key's files is without those that went. */
  private Future<Void> countAgain(int key) {
    next = this::nextKey;
    return shelf
        .orElseThrow()
        .stock(key, Instant.EPOCH, 0)
        .compose(stock -> storage.counted(key, stock.bytes(), stock.files()));
  }

  private Future<Void> sweep(FileSweep sweep) {
    return sweep
        .step()
        .map(
            done -> {
              if (done) {
                next = sweep.gone() > 0 ? () -> countAgain(sweep.key()) : this::nextKey;
              } else {
                next = () -> sweep(sweep);
              }
              return null;
            });
  }
}
