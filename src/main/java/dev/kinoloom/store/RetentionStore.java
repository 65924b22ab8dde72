package dev.kinoloom.store;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets go of what need not be kept any more, a bounded batch a call, and knows what is still
 * referenced. Making a call again is the same as making it once.
 */
public interface RetentionStore {
  /**
   * What one look over jobs did.
   *
   * @param last the last job that was looked at; 0 = there were no more
   * @param gone how many jobs went, with all that belongs to them
   */
  record Tidied(long last, int gone) {}

  /**
   * What one page names.
   *
   * @param hashes of those asked for
   * @param next where the next page begins; null = this was the last
   */
  record Named(Set<String> hashes, @Nullable String next) {}

  /** This node does the chore for the next {@code time}; false = another one does. */
  Future<Boolean> take(String chore, int node, Duration time);

  /**
   * Looks at the next jobs after an id. null = for ever. Stays: an open dead letter, a job with an
   * unresolved paid call, one in whose place a kept job is.
   */
  Future<Tidied> jobs(long after, @Nullable Duration keep, @Nullable Duration keepIdempotencyKey);

  /**
   * Removes checkpoints of a key that are older than {@code keep} and that no task of a kept job
   * has; answers how many, at most 1,000.
   */
  Future<Integer> checkpoints(int key, Duration keep);

  /** Removes audit entries older than {@code keep}; answers how many, at most 1,000. */
  Future<Integer> audit(Duration keep);

  /**
   * Which of these SHA-256s (hex) jobs of the key name, in their wishes, results or facts: a page,
   * from {@code from} on ({@code ""} = the first).
   */
  Future<Named> namedByJobs(int key, Collection<String> hashes, String from);

  /** The same of all its jobs but one. */
  Future<Named> namedByOthers(int key, Collection<String> hashes, String from, long but);

  /** The same of its checkpoints. */
  Future<Named> namedByCheckpoints(int key, Collection<String> hashes, String from);
}
