package dev.kinoloom.artifact;

import dev.kinoloom.artifact.LocalCache.Name;
import dev.kinoloom.config.S3;
import dev.kinoloom.domain.ArtifactRef;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.concurrent.TimeUnit;

/**
 * Artifacts in an S3 bucket: {@code <prefix><key>/<2 hex>/<64 hex>}. Files are read from a {@link
 * LocalCache}, into which each comes once, however many wait for it, and whole.
 */
public final class S3Bucket implements ArtifactStore, ArtifactShelf {
  private static final int THREADS = 16;
  private static final long LONGEST_HOURS = 6;
  private static final long PART_BYTES = 8L << 20;

  private final WorkerExecutor threads;
  private final BucketCalls bucket;
  private final Uploads uploads;
  private final Downloads downloads;

  /**
   * {@code cache}: a directory of this process alone. {@code clock}: the one by which files are
   * swept. Blocks.
   */
  public static S3Bucket open(Vertx vertx, S3 settings, Path cache, InstantSource clock)
      throws IOException {
    return open(vertx, settings, cache, clock, Patience.USUAL, PART_BYTES);
  }

  static S3Bucket open(
      Vertx vertx, S3 settings, Path cache, InstantSource clock, Patience patience, long partBytes)
      throws IOException {
    var copies = LocalCache.open(cache, settings.cacheBytes());
    var bucket = new BucketCalls(settings, patience, partBytes);
    return new S3Bucket(vertx, bucket, copies, clock, patience);
  }

  private S3Bucket(
      Vertx vertx, BucketCalls bucket, LocalCache cache, InstantSource clock, Patience patience) {
    this.bucket = bucket;
    threads = vertx.createSharedWorkerExecutor("bucket", THREADS, LONGEST_HOURS, TimeUnit.HOURS);
    uploads = new Uploads(threads, bucket, cache, clock);
    downloads = new Downloads(vertx, threads, bucket, cache, patience);
  }

  @Override
  public Future<ArtifactRef> keep(int key, Path file, String mediaType) {
    return uploads.keep(key, file, mediaType);
  }

  @Override
  public Future<LocalFile> open(int key, ArtifactRef file) {
    return downloads.open(Name.of(key, file), file);
  }

  @Override
  public Future<Boolean> has(int key, ArtifactRef file) {
    var object = Name.of(key, file).object();
    return threads.executeBlocking(() -> bucket.size(object).orElse(-1) == file.bytes(), false);
  }

  /**
   * Ends uploads in parts that were begun before and never ended, for their parts are paid for;
   * answers how many. With other nodes about, leave theirs the time to finish.
   */
  public Future<Integer> sweep(Instant before) {
    return threads.executeBlocking(() -> bucket.abandonUploads(before), false);
  }

  @Override
  public Future<Stock> stock(int key, Instant before, int most) {
    return threads.executeBlocking(() -> new SweptBucket(bucket, key).stock(before, most), false);
  }

  @Override
  public Future<Integer> discard(int key, Collection<String> sha256s, Instant before) {
    return threads.executeBlocking(
        () -> new SweptBucket(bucket, key).discard(sha256s, before), false);
  }

  @Override
  public Future<Void> close() {
    bucket.close();
    return threads.close();
  }
}
