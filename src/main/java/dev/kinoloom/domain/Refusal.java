package dev.kinoloom.domain;

/**
 * What a finish did not take.
 *
 * @param what why
 * @param job id
 * @param no the task's number; 0 when a decision was refused
 */
public record Refusal(What what, long job, int no) {
  public enum What {
    /** The result came under an old epoch: what still runs is to be killed. */
    FENCED,
    /** The decision was made on an old revision: load and decide again, without the result. */
    STALE,
    /** A job would have ended or been held while tasks are not at rest: stop first. */
    NOT_AT_REST,
    /** The database would not take it, whatever came with it: a bug of whoever made it. */
    REJECTED
  }
}
