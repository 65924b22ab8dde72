package dev.kinoloom.artifact;

import dev.kinoloom.artifact.LocalCache.Copy;
import dev.kinoloom.artifact.LocalCache.Name;
import dev.kinoloom.artifact.LocalCache.Place;
import dev.kinoloom.domain.ArtifactRef;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files on their way from a bucket into the cache: each once, however many readers wait for it. */
final class Downloads {
  private static final Logger log = LoggerFactory.getLogger(Downloads.class);

  /** Those who wait for the same file. */
  private static final class Waiting {
    private final Promise<Copy> copy = Promise.promise();
    private int readers;
  }

  private final Vertx vertx;
  private final WorkerExecutor threads;
  private final BucketCalls bucket;
  private final LocalCache cache;
  private final ThreadedCache copies;
  private final Patience patience;
  private final Map<Name, Waiting> running = new HashMap<>();

  Downloads(
      Vertx vertx,
      WorkerExecutor threads,
      BucketCalls bucket,
      LocalCache cache,
      Patience patience) {
    this.vertx = vertx;
    this.threads = threads;
    this.bucket = bucket;
    this.cache = cache;
    this.copies = new ThreadedCache(threads, cache);
    this.patience = patience;
  }

  /** For one reader. */
  Future<LocalFile> open(Name name, ArtifactRef ref) {
    Waiting waiting;
    boolean first;
    synchronized (running) {
      waiting = running.computeIfAbsent(name, n -> new Waiting());
      first = waiting.readers == 0;
      waiting.readers++;
    }
    var file = here(waiting.copy.future());
    if (first) {
      bring(name, ref).onComplete(done -> arrived(name, waiting, done));
    }
    return file;
  }

  /** Told on the caller's own context, whoever's download it was. */
  private Future<LocalFile> here(Future<Copy> copy) {
    var context = vertx.getOrCreateContext();
    Promise<LocalFile> answer = Promise.promise();
    copy.map(here -> new LocalFile(here.path(), () -> cache.release(here)))
        .onComplete(done -> context.runOnContext(none -> answer.handle(done)));
    return answer.future();
  }

  /** Whoever waits by now is a reader; who comes later finds it in the cache. */
  private void arrived(Name name, Waiting waiting, AsyncResult<Copy> done) {
    synchronized (running) {
      running.remove(name);
      if (done.succeeded()) {
        cache.alsoFor(done.result(), waiting.readers - 1);
      }
    }
    waiting.copy.handle(done);
  }

  /** With one reader. */
  private Future<Copy> bring(Name name, ArtifactRef ref) {
    return copies
        .find(name, ref.bytes())
        .compose(found -> found.map(Future::succeededFuture).orElseGet(() -> fetch(name, ref)));
  }

  private Future<Copy> fetch(Name name, ArtifactRef ref) {
    return copies
        .reserve(ref.bytes())
        .compose(
            place ->
                go(
                        new Download(bucket, name.object(), ref, place.file(), patience),
                        place,
                        new Tries(patience, () -> ThreadLocalRandom.current().nextDouble()))
                    .recover(cause -> copies.abandon(place, cause))
                    .compose(none -> copies.admit(name, place, 1)));
  }

  private Future<Void> go(Download download, Place place, Tries tries) {
    long before = download.got();
    return threads
        .executeBlocking(() -> attempt(download, place), false)
        .recover(cause -> again(download, place, tries, cause, download.got() - before));
  }

  private @Nullable Void attempt(Download download, Place place) throws IOException {
    try {
      download.go();
      return null;
    } catch (UncheckedIOException e) {
      if (cache.isFullFor(place)) {
        throw cache.full(e);
      }
      throw e;
    }
  }

  private Future<Void> again(
      Download download, Place place, Tries tries, Throwable cause, long brought) {
    return tries
        .after(cause, brought)
        .map(
            wait -> {
              log.info(
                  "download broke off, next=try again inms={} got={} cause={}",
                  wait.toMillis(),
                  download.got(),
                  cause.getMessage());
              return vertx
                  .timer(wait.toMillis(), TimeUnit.MILLISECONDS)
                  .compose(fired -> go(download, place, tries));
            })
        .orElseGet(() -> Future.failedFuture(cause));
  }
}
