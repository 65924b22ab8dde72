package dev.kinoloom.store;

/**
 * The database understood the call and would not carry it out: it broke a rule of the schema, or is
 * a bug of ours. Nothing was changed. The message names no SQL and no data.
 */
public final class StoreRejected extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String sqlState;

  StoreRejected(String sqlState, Throwable cause) {
    super("the database refused the call (SQLSTATE " + sqlState + ")", cause);
    this.sqlState = sqlState;
  }

  /** The five letters of the standard, e.g. {@code 23505} for a value that exists already. */
  public String sqlState() {
    return sqlState;
  }
}
