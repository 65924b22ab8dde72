package dev.kinoloom.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Scenario 16: C holds key 31; A accepts for 31 and 32 and waits; B accepts for 32 and is through;
 * then A commits. The jobs of key 32 must start in the order of their ids.
 */
final class ThreeConnections {
  static final String NAME = "16 the jobs of a key start in the order of their ids";

  private final DatabaseAddress address;

  ThreeConnections(DatabaseAddress address) {
    this.address = address;
  }

  /** Whether the first job of key 32 is the one that runs. */
  boolean startInOrder() throws SQLException {
    try (var look = address.open();
        var c = address.open()) {
      ask(look, "insert into kinoloom.vkey(key_id, slot) values (31, 31), (32, 32)");
      c.setAutoCommit(false);
      ask(c, "select 1 from kinoloom.vkey where key_id = 31 for update");
      var a = CompletableFuture.runAsync(() -> accept("{31,32}"));
      untilWaiting(look, a);
      accept("{32}");
      ask(look, "select engine_1.admit(9, null)");
      c.commit();
      a.join();
      ask(look, "select engine_1.admit(9, null)");
      return "t"
          .equals(
              ask(
                  look,
                  """
                  select id = (select min(id) from kinoloom.job where key_id = 32)
                  from kinoloom.job where key_id = 32 and state = 1
                  """));
    }
  }

  private void accept(String keys) {
    try (var connection = address.open()) {
      ask(
          connection,
          """
          select engine_1.accept(k, array_fill(null::text, n), array_fill(null::bytea, n),
            array_fill('{}'::jsonb, n), array_fill(1::smallint, n))
          from (select k, array[cardinality(k)] n from (select '%s'::int[] k) x) y
          """
              .formatted(keys));
    } catch (SQLException e) {
      throw new CompletionException(e);
    }
  }

  /** The database says when somebody waits for a lock. */
  static void untilWaiting(Connection look, CompletableFuture<?> who) throws SQLException {
    while (!who.isDone() && !waits(look)) {
      ask(look, "select pg_sleep(0.01)");
    }
  }

  private static boolean waits(Connection look) throws SQLException {
    return "t"
        .equals(
            ask(
                look,
                """
                select count(*) > 0 from pg_stat_activity
                where datname = current_database() and wait_event_type = 'Lock'
                """));
  }

  /** The first word of the answer. */
  static String ask(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return "";
      }
      try (var rows = statement.getResultSet()) {
        return rows.next() ? String.valueOf(rows.getString(1)) : "";
      }
    }
  }
}
