package dev.kinoloom.store;

import io.vertx.pgclient.PgException;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** Tells a database that cannot be asked from a call that it would not carry out. */
final class StoreFailures {
  /** Classes of SQLSTATE that say something of the server's condition, not of the call. */
  private static final Set<String> CONDITIONS =
      Set.of(
          "08", // connection
          "25", // transaction state: read-only after a fail-over, idle too long
          "28", // log-in
          "3D", // no such database
          "40", // rolled back: deadlock, serialization
          "53", // out of connections, memory or disk
          "55", // lock not available, object in use
          "57", // shut down, crashed, starting, statement time-out
          "58", // I/O error below the server
          "F0", // its configuration file
          "XX"); // its own bug, corrupted data

  private StoreFailures() {}

  static RuntimeException translate(Throwable failure) {
    if (failure instanceof StoreUnavailable || failure instanceof StoreRejected) {
      return (RuntimeException) failure;
    }
    if (failure instanceof PgException pg) {
      var state = String.valueOf(pg.getSqlState());
      return state.length() == 5 && !CONDITIONS.contains(state.substring(0, 2))
          ? new StoreRejected(state, failure)
          : new StoreUnavailable(
              "the database cannot take the call now (SQLSTATE " + state + ")", failure);
    }
    if (failure instanceof TimeoutException) {
      return new StoreUnavailable("the database did not answer in time", failure);
    }
    return new StoreUnavailable("the database cannot be reached", failure);
  }
}
