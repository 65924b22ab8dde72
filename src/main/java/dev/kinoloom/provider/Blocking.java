package dev.kinoloom.provider;

import io.vertx.core.Future;
import java.util.concurrent.Callable;

/**
 * Where work that blocks (files, child processes, drawing) is done: on worker threads, never on an
 * event loop.
 */
@FunctionalInterface
public interface Blocking {
  <T> Future<T> run(Callable<T> work);
}
