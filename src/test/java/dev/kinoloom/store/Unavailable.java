package dev.kinoloom.store;

/** What every call ends with while the database is away. */
public final class Unavailable {
  private Unavailable() {}

  public static StoreUnavailable now() {
    return new StoreUnavailable("the database cannot be reached");
  }
}
