package dev.kinoloom.store;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What keys may store, what they were found to store, and who still needs which of their files. */
public interface StorageStore {
  /**
   * Of a key.
   *
   * @param limit bytes that its files may take; null = any
   * @param count of its files; null = they were never counted
   */
  record Account(@Nullable Long limit, @Nullable Count count) {}

  /**
   * What was counted.
   *
   * @param bytes of all files
   * @param files how many
   * @param age how long ago
   */
  record Count(long bytes, long files, Duration age) {}

  /** Empty = there is no such key. */
  Future<Optional<Account>> account(int key);

  /** Notes what the files of a key take, as they were counted just now. */
  Future<Void> counted(int key, long bytes, long files);

  /** Notes a file more, until they are counted again. */
  Future<Void> added(int key, long bytes);

  /** Whether a job of the key was accepted under this idempotency key. */
  Future<Boolean> isKnown(int key, String idempotencyKey);

  /** Which of these SHA-256s (hex) jobs of the key name that have not ended. */
  Future<Set<String>> namedByOpenJobs(int key, Collection<String> hashes);

  /**
   * SHA-256s (hex) that the results and facts of a job name, without those of its wish: own media
   * are not its own.
   */
  Future<Set<String>> madeBy(long job);
}
