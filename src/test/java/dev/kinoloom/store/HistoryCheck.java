package dev.kinoloom.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The invariants, on a database at rest: nothing lost, nothing doubled, nothing out of order. The
 * end of every load, cluster and chaos test.
 */
public final class HistoryCheck {
  private static final String SQL = SqlFile.of("/engine/history-check.sql").text();

  private HistoryCheck() {}

  /** Fails and names each number that is not 0. */
  public static void assertClean(DatabaseAddress address) {
    try (var connection = address.open()) {
      assertClean(connection);
    } catch (SQLException e) {
      throw new AssertionError("the history cannot be read", e);
    }
  }

  /** The same over a connection of the caller's; its search path is {@code kinoloom} then. */
  public static void assertClean(Connection connection) throws SQLException {
    assertThat(violations(connection)).as("violations in the history").isEmpty();
  }

  /** What is not as it must be, and how often; also while nodes are at work. */
  public static Map<String, Long> violations(DatabaseAddress address) throws SQLException {
    try (var connection = address.open()) {
      return violations(connection);
    }
  }

  /** What is not as it must be, and how often. */
  static Map<String, Long> violations(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("set search_path = kinoloom");
      try (var row = statement.executeQuery(SQL)) {
        assertThat(row.next()).isTrue();
        var found = new LinkedHashMap<String, Long>();
        int columns = row.getMetaData().getColumnCount();
        assertThat(columns).as("numbers in the history check").isEqualTo(14);
        for (int i = 1; i <= columns; i++) {
          if (row.getLong(i) != 0) {
            found.put(row.getMetaData().getColumnName(i), row.getLong(i));
          }
        }
        return found;
      }
    }
  }
}
