package dev.kinoloom.bench;

import io.vertx.core.Future;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Calls that are kept under way, so many at once. */
public final class InFlight {
  private final IntFunction<Future<?>> call;
  private final AtomicInteger next;
  private final int end;
  private final CountDownLatch left;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  private InFlight(IntFunction<Future<?>> call, int from, int count) {
    this.call = call;
    this.next = new AtomicInteger(from);
    this.end = from + count;
    this.left = new CountDownLatch(count);
  }

  /**
   * Calls {@code from}, {@code from} + 1, … until {@code count} are done; answers how many a
   * second. Throws when one fails.
   */
  public static double perSecond(int from, int count, int atOnce, IntFunction<Future<?>> call)
      throws InterruptedException {
    return perSecond(Runnable::run, from, count, atOnce, call);
  }

  /** Likewise, begun by {@code where}. */
  static double perSecond(
      Executor where, int from, int count, int atOnce, IntFunction<Future<?>> call)
      throws InterruptedException {
    var all = new InFlight(call, from, count);
    long began = System.nanoTime();
    where.execute(() -> all.begin(atOnce));
    all.left.await();
    var cause = all.failure.get();
    if (cause != null) {
      throw new IllegalStateException("a call failed", cause);
    }
    return count / ((System.nanoTime() - began) / 1e9);
  }

  private void begin(int atOnce) {
    for (int i = 0; i < atOnce; i++) {
      goOn();
    }
  }

  private void goOn() {
    int number = next.getAndIncrement();
    if (number < end) {
      Future.succeededFuture(number).compose(call::apply).onComplete(done -> done(done.cause()));
    }
  }

  private void done(@Nullable Throwable cause) {
    if (cause != null) {
      fail(cause);
      return;
    }
    left.countDown();
    goOn();
  }

  /** Nobody waits for those that are not even begun. */
  private void fail(Throwable cause) {
    failure.compareAndSet(null, cause);
    while (left.getCount() > 0) {
      left.countDown();
    }
  }
}
