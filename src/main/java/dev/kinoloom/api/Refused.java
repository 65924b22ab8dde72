package dev.kinoloom.api;

/** A request that is all right and yet not accepted; an expected outcome. */
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final Reason reason;

  /** Why. */
  public enum Reason {
    BUSY("more requests are waiting to be stored than can be stored now; try again in a moment"),
    KEY_FULL("the key has as many open jobs as it may; wait until some have ended, or cancel some"),
    OTHER_REQUEST("the idempotency key was used before with another request; take a new one"),
    NO_SUCH_KEY("the key does not exist any more");

    private final String words;

    Reason(String words) {
      this.words = words;
    }
  }

  public Refused(Reason reason) {
    super(reason.words, null, false, false);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  /** For people. */
  public String words() {
    return reason.words;
  }
}
