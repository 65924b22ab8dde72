package dev.kinoloom.api;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for something that gives no signal, e.g. a file system; fails after ten seconds. */
public final class Until {
  private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(10);

  private Until() {}

  public static void so(Callable<Boolean> condition) throws Exception {
    long began = System.nanoTime();
    while (!condition.call()) {
      if (System.nanoTime() - began > MOST_NANOS) {
        throw new AssertionError("not so within ten seconds");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }
}
