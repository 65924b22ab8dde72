package dev.kinoloom.domain;

/**
 * Why an attempt failed, said once where it is known; everything else (retry, wording, billing)
 * follows from it. Two questions are answered: is it worth another try, and may the thing have
 * happened outside all the same.
 */
public enum FailureKind {
  TIMEOUT(true, true),
  RATE_LIMITED(true, false),
  UNAVAILABLE(true, false),
  CONNECTION(true, true),
  /**
   * A child process or a provider gave something that cannot be used: a silent voice, a broken
   * file.
   */
  BAD_OUTPUT(true, true),
  /** The disk is full, memory is short: another node, or a later time, may do better. */
  RESOURCES(true, false),
  CREDENTIALS(false, false),
  VALIDATION(false, false),
  UNSUPPORTED(false, false),
  /** A bug of ours. */
  INTERNAL(true, true);

  private final boolean retryable;
  private final boolean mayHaveHappened;

  FailureKind(boolean retryable, boolean mayHaveHappened) {
    this.retryable = retryable;
    this.mayHaveHappened = mayHaveHappened;
  }

  public boolean retryable() {
    return retryable;
  }

  public boolean mayHaveHappened() {
    return mayHaveHappened;
  }
}
