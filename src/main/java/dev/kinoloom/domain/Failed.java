package dev.kinoloom.domain;

/**
 * An attempt failed in a way that was foreseen and classified. The message is for people and says
 * what to do.
 */
public class Failed extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final FailureKind kind;

  public Failed(FailureKind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public Failed(FailureKind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public FailureKind kind() {
    return kind;
  }

  public Failure failure() {
    return new Failure(kind, String.valueOf(getMessage()));
  }
}
