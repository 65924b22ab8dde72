package dev.kinoloom.artifact;

import dev.kinoloom.artifact.BucketCalls.Held;
import dev.kinoloom.artifact.LocalCache.Name;
import dev.kinoloom.artifact.LocalCache.Place;
import dev.kinoloom.domain.ArtifactRef;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Files on their way into a bucket: copied into the cache and hashed on the way, uploaded unless
 * the bucket has them and they are young, and left in the cache, for they are likely read here
 * next.
 */
final class Uploads {
  /** Well below the shortest time for which files are kept that nobody names. */
  private static final Duration YOUNG = Duration.ofMinutes(30);

  private record Copied(Place place, String sha256) {}

  private final WorkerExecutor threads;
  private final BucketCalls bucket;
  private final LocalCache cache;
  private final ThreadedCache copies;
  private final InstantSource clock;
  private final Map<Name, Future<Void>> running = new HashMap<>();

  Uploads(WorkerExecutor threads, BucketCalls bucket, LocalCache cache, InstantSource clock) {
    this.clock = clock;
    this.threads = threads;
    this.bucket = bucket;
    this.cache = cache;
    this.copies = new ThreadedCache(threads, cache);
  }

  Future<ArtifactRef> keep(int key, Path file, String mediaType) {
    return threads
        .executeBlocking(() -> copy(file), false)
        .compose(
            copied -> {
              var ref = new ArtifactRef(copied.sha256(), copied.place().bytes(), mediaType);
              var name = Name.of(key, ref);
              return upload(name, ref, copied.place())
                  .recover(cause -> copies.abandon(copied.place(), cause))
                  .compose(none -> copies.admit(name, copied.place(), 0))
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
    if (bucket.find(name.object()).filter(object -> isAsGood(object, ref)).isEmpty()) {
      bucket.put(name.object(), place.file(), ref.bytes(), ref.mediaType());
    }
    return null;
  }

  /** What is kept again is written anew unless it is young, or it might be swept away soon. */
  private boolean isAsGood(Held object, ArtifactRef ref) {
    var written = object.written();
    return object.bytes() == ref.bytes()
        && (written == null || written.isAfter(clock.instant().minus(YOUNG)));
  }
}
