package dev.kinoloom.artifact;

import dev.kinoloom.artifact.LocalCache.Copy;
import dev.kinoloom.artifact.LocalCache.Name;
import dev.kinoloom.artifact.LocalCache.Place;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.util.Optional;

/** The cache for event loops: what reads or writes its files is done on threads that may block. */
record ThreadedCache(WorkerExecutor threads, LocalCache cache) {

  /** With one more reader, if it is there. */
  Future<Optional<Copy>> find(Name name, long bytes) {
    return threads.executeBlocking(() -> cache.find(name, bytes), false);
  }

  Future<Place> reserve(long bytes) {
    return threads.executeBlocking(() -> cache.reserve(bytes), false);
  }

  /** What was written to the place is a copy now, with so many readers. */
  Future<Copy> admit(Name name, Place place, int readers) {
    return threads.executeBlocking(() -> cache.admit(name, place, readers), false);
  }

  /** Gives the place back, and fails with what went wrong. */
  Future<Void> abandon(Place place, Throwable cause) {
    return threads
        .executeBlocking(
            () -> {
              cache.abandon(place);
              return null;
            },
            false)
        .transform(done -> Future.failedFuture(cause));
  }
}
