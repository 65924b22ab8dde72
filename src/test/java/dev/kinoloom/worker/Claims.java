package dev.kinoloom.worker;

import dev.kinoloom.domain.Claim;

/** Claims for tests. */
final class Claims {
  private Claims() {}

  static Claim of(long job, int no, int epoch) {
    return attempt(job, no, epoch, 1);
  }

  static Claim attempt(long job, int no, int epoch, int attempt) {
    return new Claim(job, no, epoch, 1, attempt, 0, false);
  }
}
