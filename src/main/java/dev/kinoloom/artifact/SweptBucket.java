package dev.kinoloom.artifact;

import dev.kinoloom.artifact.ArtifactShelf.Stock;
import dev.kinoloom.artifact.BucketCalls.Held;
import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import java.time.Instant;
import java.util.Collection;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The objects of one key in a bucket, to be counted and swept. Blocks.
 *
 * @param key whose
 */
record SweptBucket(BucketCalls bucket, int key) {
  private static final Logger log = LoggerFactory.getLogger(SweptBucket.class);
  private static final Pattern OURS = Pattern.compile("\\d{1,9}/[0-9a-f]{2}/[0-9a-f]{64}");

  Stock stock(Instant before, int most) {
    var count = new StockCount(most);
    bucket.each(
        key + "/",
        (name, object) -> {
          if (OURS.matcher(name).matches()) {
            var hash = name.substring(name.lastIndexOf('/') + 1);
            count.add(hash, object.bytes(), isOlder(object, before));
          }
        });
    return count.stock();
  }

  /**
   * Each is looked at once more before it goes, for who keeps the same bytes writes them anew. A
   * bucket that lets nobody delete keeps what it has.
   */
  int discard(Collection<String> sha256s, Instant before) {
    int gone = 0;
    for (var sha256 : sha256s) {
      var name = new LocalCache.Name(key, sha256).object();
      if (bucket.find(name).filter(object -> isOlder(object, before)).isPresent()) {
        try {
          bucket.delete(name);
        } catch (Failed e) {
          if (e.kind() != FailureKind.CREDENTIALS) {
            throw e;
          }
          log.warn("files that nobody names stay, for nothing may be deleted key={}", key, e);
          return gone;
        }
        gone++;
      }
    }
    return gone;
  }

  /** Of what does not say how old it is nothing is known. */
  private static boolean isOlder(Held object, Instant before) {
    var written = object.written();
    return written != null && written.isBefore(before);
  }
}
