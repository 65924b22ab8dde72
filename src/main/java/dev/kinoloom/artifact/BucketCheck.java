package dev.kinoloom.artifact;

import dev.kinoloom.config.S3;
import dev.kinoloom.domain.Failed;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whether a bucket can be used, and by which id it is known again. Blocks; fails with {@link
 * Failed}.
 */
public final class BucketCheck implements AutoCloseable {
  private static final String MARK = "place-id";
  private static final String TRIALS = "trials/";
  private static final int LONGEST_MARK = 200;
  private static final Patience IMPATIENT =
      new Patience(
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          64 << 10,
          2,
          Duration.ofMillis(200),
          Duration.ofSeconds(1));

  private final BucketCalls bucket;

  public BucketCheck(S3 settings) {
    bucket = new BucketCalls(settings, IMPATIENT, Long.MAX_VALUE);
  }

  /**
   * Writes, finds, reads and deletes a small object. The failure's message says what to do. What
   * may not be deleted stays: nothing of ours needs that right.
   */
  public void requireUsable() {
    var trial = TRIALS + UUID.randomUUID();
    bucket.size(trial); // without s3:ListBucket, what is not there is refused instead of missing
    bucket.putIfAbsent(trial, trial);
    text(trial);
    try {
      bucket.delete(trial);
    } catch (Failed e) {
      // a bucket that keeps everything is as good
    }
  }

  /** The id that the bucket bears; empty = none. */
  public Optional<String> marked() {
    return Optional.ofNullable(text(MARK));
  }

  /** The id that the bucket bears; {@code fresh} when it had none. Written once. */
  public String mark(String fresh) {
    var before = text(MARK);
    if (before != null) {
      return before;
    }
    bucket.putIfAbsent(MARK, fresh);
    var now = text(MARK);
    return now == null ? fresh : now;
  }

  /** The object by which a bucket is known again, for who restores one. */
  public static String markOf(S3 settings) {
    return settings.prefix() + MARK;
  }

  private @Nullable String text(String name) {
    return bucket.text(name, LONGEST_MARK).map(String::strip).orElse(null);
  }

  @Override
  public void close() {
    bucket.close();
  }
}
