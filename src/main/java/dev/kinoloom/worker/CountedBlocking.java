package dev.kinoloom.worker;

import dev.kinoloom.provider.Blocking;
import io.vertx.core.Future;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.spi.VertxServiceProvider;
import io.vertx.core.spi.context.storage.ContextLocal;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * Blocking work whose processor time is counted for the attempt that asked for it. Which one that
 * is stands on the Vert.x context, where each attempt is a piece of work of its own; work that no
 * attempt asked for is not counted.
 */
public final class CountedBlocking implements Blocking, VertxServiceProvider {
  private static final ContextLocal<Spending> SPENDING = ContextLocal.registerLocal(Spending.class);
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Blocking threads;

  /** {@code threads}: where the work is really done. */
  public CountedBlocking(Blocking threads) {
    this.threads = threads;
  }

  /** For Vert.x, which makes one to have the place on the context registered before it starts. */
  public CountedBlocking() {
    this(new Nowhere());
  }

  @Override
  public void init(VertxBootstrap builder) {}

  /** From now on blocking work of the piece of work that this thread is at is counted there. */
  static void countFor(Spending spending) {
    var context = ContextInternal.current();
    if (context != null && context.isDuplicate()) {
      SPENDING.put(context, spending);
    }
  }

  @Override
  public <T> Future<T> run(Callable<T> work) {
    var context = ContextInternal.current();
    var spending = context == null ? null : SPENDING.get(context);
    return spending == null || !THREADS.isCurrentThreadCpuTimeSupported()
        ? threads.run(work)
        : threads.run(() -> counted(work, spending));
  }

  private static <T> T counted(Callable<T> work, Spending spending) throws Exception {
    long before = THREADS.getCurrentThreadCpuTime();
    try {
      return work.call();
    } finally {
      spending.thread(Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - before));
    }
  }

  private static final class Nowhere implements Blocking {
    @Override
    public <T> Future<T> run(Callable<T> work) {
      return Future.failedFuture(new IllegalStateException("no threads to work on"));
    }
  }
}
