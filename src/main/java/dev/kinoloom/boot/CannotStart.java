package dev.kinoloom.boot;

/** A node or command cannot start here; the message says what to do. */
final class CannotStart extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CannotStart(String message, Throwable cause) {
    super(message, cause);
  }

  CannotStart(String message) {
    super(message);
  }
}
