package dev.kinoloom.chaos;

import dev.kinoloom.store.OwnPostgres;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks of a test into the database, past everything that is tested; again and again while that is
 * away.
 */
final class Rows {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long BETWEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private final OwnPostgres database;

  Rows(OwnPostgres database) {
    this.database = database;
  }

  interface Reading<T> {
    T read(ResultSet row) throws SQLException;
  }

  interface Look<T> {
    T look() throws SQLException;
  }

  <T> List<T> list(String sql, Reading<T> reading) throws SQLException {
    return whenThere(() -> listOnce(sql, reading));
  }

  /** Looks again and again while the database is away. */
  <T> T whenThere(Look<T> look) throws SQLException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      try {
        return look.look();
      } catch (SQLException e) {
        if (!isAway(e) || System.nanoTime() > end) {
          throw e;
        }
        LockSupport.parkNanos(BETWEEN_NANOS);
      }
    }
  }

  /** Connection broken or refused; server shut down, crashed or starting. */
  private static boolean isAway(SQLException e) {
    var state = String.valueOf(e.getSQLState());
    return state.startsWith("08") || state.startsWith("57P");
  }

  private <T> List<T> listOnce(String sql, Reading<T> reading) throws SQLException {
    try (var connection = database.open();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      var all = new ArrayList<T>();
      while (rows.next()) {
        all.add(reading.read(rows));
      }
      return all;
    }
  }

  long number(String sql) throws SQLException {
    return list(sql, row -> row.getLong(1)).get(0);
  }
}
