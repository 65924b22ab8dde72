package dev.kinoloom.artifact;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;

/** The same files as they lie there, for whoever lets go of those that nobody names any more. */
public interface ArtifactShelf {
  /**
   * What a key has.
   *
   * @param bytes of all its files
   * @param files how many
   * @param old SHA-256s (hex) of files that were last written long ago; not all of them, if there
   *     are many
   */
  record Stock(long bytes, long files, Set<String> old) {
    public Stock {
      old = Set.copyOf(old);
    }
  }

  /** Counts what a key has; {@code old} are at most {@code most} last written before then. */
  Future<Stock> stock(int key, Instant before, int most);

  /**
   * Removes these files of a key, but for those that were written again since {@code before};
   * answers how many.
   */
  Future<Integer> discard(int key, Collection<String> sha256s, Instant before);
}
