package dev.kinoloom.store;

/**
 * The database cannot be asked just now, or gave no answer in time. Whether the call was carried
 * out is unknown; every call of the stores may be made again.
 */
public final class StoreUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoreUnavailable(String message) {
    super(message);
  }

  StoreUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
