package dev.kinoloom.worker;

import dev.kinoloom.domain.Claim;
import java.nio.file.Path;
import java.time.Duration;

/** Claims for tests. */
final class Claims {
  private Claims() {}

  static Claim of(long job, int no, int epoch) {
    return attempt(job, no, epoch, 1);
  }

  static Claim attempt(long job, int no, int epoch, int attempt) {
    return new Claim(job, no, epoch, 1, attempt, 0, false);
  }

  /** An attempt whose scratch directory nobody asks for. */
  static Attempt attempt(Claim claim, Duration timeout) {
    return new Attempt(claim, new ScratchDir(Path.of("unset")).of(claim), timeout);
  }
}
