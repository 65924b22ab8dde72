package dev.kinoloom.provider;

import io.vertx.core.Future;
import java.util.concurrent.Callable;

/** Blocks the test's own thread. */
public final class Inline implements Blocking {
  @Override
  public <T> Future<T> run(Callable<T> work) {
    try {
      return Future.succeededFuture(work.call());
    } catch (Exception e) {
      return Future.failedFuture(e);
    }
  }
}
