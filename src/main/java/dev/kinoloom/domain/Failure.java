package dev.kinoloom.domain;

import org.jspecify.annotations.Nullable;

/**
 * What is told of a failure.
 *
 * @param kind its class
 * @param message for everybody: what went wrong and what to do about it; no stack trace, no secret,
 *     nothing of the service's own that its users need not know
 * @param detail the same for who runs the service: addresses, what a server said; null = there is
 *     no more to it
 */
public record Failure(FailureKind kind, String message, @Nullable String detail) {
  public Failure(FailureKind kind, String message) {
    this(kind, message, null);
  }

  /** All that is known, for who runs the service. */
  public String forOperators() {
    return detail == null ? message : detail;
  }
}
