package dev.kinoloom.artifact;

import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/** Of one download: whether and when there is another. */
final class Tries {
  /** A download that breaks off on and on is given up, even when each try brings something. */
  private static final int MOST = 40;

  /** What was kept may have been damaged on its way here once, but not twice. */
  private static final int MOST_DAMAGED = 2;

  private final Patience patience;
  private final DoubleSupplier chance;
  private int tries;
  private int fruitless;
  private int damaged;

  /** {@code chance} gives numbers in [0, 1), for jitter. */
  Tries(Patience patience, DoubleSupplier chance) {
    this.patience = patience;
    this.chance = chance;
  }

  /** How long to wait for the next try; empty = it failed for good. {@code brought}: bytes. */
  Optional<Duration> after(Throwable cause, long brought) {
    tries++;
    fruitless = brought > 0 ? 0 : fruitless + 1;
    boolean wrong = cause instanceof Failed failed && failed.kind() == FailureKind.BAD_OUTPUT;
    damaged += wrong ? 1 : 0;
    return mayPass(cause) && tries < MOST && fruitless < patience.tries() && damaged < MOST_DAMAGED
        ? Optional.of(patience.wait(fruitless, chance.getAsDouble()))
        : Optional.empty();
  }

  private static boolean mayPass(Throwable cause) {
    return cause instanceof Failed failed
        && failed.kind().retryable()
        && failed.kind() != FailureKind.RESOURCES
        && failed.kind() != FailureKind.INTERNAL;
  }
}
