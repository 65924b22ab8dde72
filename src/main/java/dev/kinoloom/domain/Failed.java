package dev.kinoloom.domain;

import org.jspecify.annotations.Nullable;

/**
 * An attempt failed in a way that was foreseen and classified. The message is for people and says
 * what to do; where it tells of what only who runs the service should know, there is a plain one
 * for everybody else, in which no path of the machine stands in any case.
 */
public class Failed extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final FailureKind kind;
  private final @Nullable String plain;

  public Failed(FailureKind kind, String message) {
    super(message);
    this.kind = kind;
    this.plain = null;
  }

  public Failed(FailureKind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.plain = null;
  }

  /** {@code plain} is told to everybody, {@code detail} to who runs the service. */
  public Failed(FailureKind kind, String plain, String detail, @Nullable Throwable cause) {
    super(detail, cause);
    this.kind = kind;
    this.plain = plain;
  }

  public FailureKind kind() {
    return kind;
  }

  public Failure failure() {
    var message = String.valueOf(getMessage());
    var shown = MachinePaths.hidden(plain == null ? message : plain);
    return shown.equals(message) ? new Failure(kind, message) : new Failure(kind, shown, message);
  }
}
