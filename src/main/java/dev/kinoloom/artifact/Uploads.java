package dev.kinoloom.artifact;

import dev.kinoloom.artifact.LocalCache.Name;
import dev.kinoloom.artifact.LocalCache.Place;
import dev.kinoloom.domain.ArtifactRef;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Files on their way into a bucket: copied into the cache and hashed on the way, uploaded unless
 * the bucket has them, and left in the cache, for they are likely read here next.
 */
final class Uploads {
  private record Copied(Place place, String sha256) {}

  private final WorkerExecutor threads;
  private final BucketCalls bucket;
  private final LocalCache cache;
  private final Map<Name, Future<Void>> running = new HashMap<>();

  Uploads(WorkerExecutor threads, BucketCalls bucket, LocalCache cache) {
    this.threads = threads;
    this.bucket = bucket;
    this.cache = cache;
  }

  Future<ArtifactRef> keep(int key, Path file, String mediaType) {
    return threads
        .executeBlocking(() -> copy(file), false)
        .compose(
            copied -> {
              var ref = new ArtifactRef(copied.sha256(), copied.place().bytes(), mediaType);
              var name = Name.of(key, ref);
              return upload(name, ref, copied.place())
                  .recover(cause -> abandon(copied.place(), cause))
                  .compose(none -> admit(name, copied.place()))
                  .map(none -> ref);
            });
  }

  private Copied copy(Path file) throws IOException {
    var place = cache.reserve(Files.size(file));
    try {
      var sha256 = Durable.copy(file, place.file(), false);
      if (Files.size(place.file()) != place.bytes()) {
        throw new IOException(file + " was written to while it was kept");
      }
      return new Copied(place, sha256);
    } catch (IOException e) {
      boolean full = cache.isFullFor(place);
      cache.abandon(place);
      if (full) {
        throw cache.full(e);
      }
      throw e;
    }
  }

  /** Who keeps what is being uploaded waits for that. */
  private Future<Void> upload(Name name, ArtifactRef ref, Place place) {
    synchronized (running) {
      var same = running.get(name);
      if (same != null) {
        return same;
      }
      var mine = threads.executeBlocking(() -> put(name, ref, place), false);
      running.put(name, mine);
      mine.onComplete(done -> ended(name));
      return mine;
    }
  }

  private void ended(Name name) {
    synchronized (running) {
      running.remove(name);
    }
  }

  private @Nullable Void put(Name name, ArtifactRef ref, Place place) throws IOException {
    if (bucket.size(name.object()).orElse(-1) != ref.bytes()) {
      bucket.put(name.object(), place.file(), ref.bytes(), ref.mediaType());
    }
    return null;
  }

  private Future<Void> admit(Name name, Place place) {
    return threads.executeBlocking(() -> cache.admit(name, place, 0), false).mapEmpty();
  }

  private Future<Void> abandon(Place place, Throwable cause) {
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
