package dev.kinoloom.domain;

import org.jspecify.annotations.Nullable;

/**
 * A request for a job.
 *
 * @param key whose
 * @param idempotencyKey at most 255 characters; null = none
 * @param requestHash SHA-256 of the request as hex, compared when the idempotency key was seen
 *     before
 * @param payload the brief as JSON, at most 64 KiB
 * @param firstLane lane of its first task
 */
public record Submission(
    int key, @Nullable String idempotencyKey, String requestHash, String payload, int firstLane) {

  /**
   * What became of it.
   *
   * @param verdict new, or why not
   * @param job id of the new job, or of the first one when REPEATED; 0 otherwise
   */
  public record Answer(Verdict verdict, long job) {}

  /** The ordinals are the numbers of the store. */
  public enum Verdict {
    NEW,
    /** The same request again: its first answer stands. */
    REPEATED,
    /** The same idempotency key with another request. */
    CONFLICT,
    /** The key has as many open jobs as it may. */
    FULL,
    NO_SUCH_KEY,
    /** The database would not take it, whatever came with it: a bug of whoever made it. */
    REJECTED
  }
}
