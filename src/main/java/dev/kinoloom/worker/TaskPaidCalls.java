package dev.kinoloom.worker;

import dev.kinoloom.domain.Claim;
import dev.kinoloom.domain.PaidCall;
import dev.kinoloom.domain.PaidCall.Known;
import dev.kinoloom.pipeline.PaidCalls;
import dev.kinoloom.store.PaidCallStore;
import dev.kinoloom.store.StoreUnavailable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The paid calls of one task under one lease. */
final class TaskPaidCalls implements PaidCalls {
  private static final Logger log = LoggerFactory.getLogger(TaskPaidCalls.class);

  /** A minute and more, for what is known here alone; then it stands in the log. */
  private static final int TELLINGS = 120;

  private static final Duration BETWEEN = Duration.ofMillis(500);

  private final Vertx vertx;
  private final PaidCallStore store;
  private final IntSupplier node;
  private final Claim lease;

  /** {@code node}: the id under which this process is known now. */
  TaskPaidCalls(Vertx vertx, PaidCallStore store, IntSupplier node, Claim lease) {
    this.vertx = vertx;
    this.store = store;
    this.node = node;
    this.lease = lease;
  }

  @Override
  public Future<Optional<PaidCall>> standing() {
    return store.standing(lease.job(), lease.no());
  }

  @Override
  public Future<Optional<Long>> intend() {
    return store.intend(node.getAsInt(), lease);
  }

  @Override
  public Future<Boolean> booked(long call, String handle) {
    return tell(call, Known.HANDLE, handle, null, TELLINGS);
  }

  @Override
  public Future<Void> fetched(long call, String handle) {
    return tell(call, Known.FETCHED, handle, null, TELLINGS).mapEmpty();
  }

  @Override
  public Future<Void> voided(long call, @Nullable String handle, String why) {
    return tell(call, Known.VOID, handle, why, TELLINGS).mapEmpty();
  }

  private Future<Boolean> tell(
      long call, Known known, @Nullable String handle, @Nullable String note, int times) {
    return store
        .resolve(call, known, handle, note)
        .onSuccess(
            taken ->
                log.info(
                    "paid call call={} known={} handle={} taken={} note={}",
                    call,
                    known,
                    handle,
                    taken,
                    note))
        .recover(
            e -> {
              if (e instanceof StoreUnavailable && times > 1) {
                return vertx
                    .timer(BETWEEN.toMillis(), TimeUnit.MILLISECONDS)
                    .compose(rested -> tell(call, known, handle, note, times - 1));
              }
              log.error(
                  "paid call could not be written down, next=resolve it by hand call={} known={} handle={} note={}",
                  call,
                  known,
                  handle,
                  note,
                  e);
              return Future.failedFuture(e);
            });
  }
}
