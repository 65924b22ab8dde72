package dev.kinoloom.worker;

import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import java.time.Duration;

/** A provider was not asked, for it failed too often lately. This costs its task no attempt. */
final class LeftAlone extends Failed {
  private static final long serialVersionUID = 1L;
  private final String provider;
  private final transient Duration lookAgain;

  /** {@code lookAgain}: after this time it may be asked, or be known to answer, again. */
  LeftAlone(String provider, Duration lookAgain) {
    super(
        FailureKind.UNAVAILABLE,
        "%s failed too often and is left alone for a while.".formatted(provider));
    this.provider = provider;
    this.lookAgain = lookAgain;
  }

  String provider() {
    return provider;
  }

  Duration lookAgain() {
    return lookAgain;
  }
}
