package dev.kinoloom.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The scenarios of the engine, each a few statements of which the last one expects something. */
final class Scenarios {
  private static final Pattern NAME = Pattern.compile("select expect\\('((?:[^']|'')*)'");

  private Scenarios() {}

  /**
   * One of them.
   *
   * @param name what it shows
   * @param statements in order; they build on all scenarios before
   */
  record Scenario(String name, List<String> statements) {
    void run(Connection connection) throws SQLException {
      try (var statement = connection.createStatement()) {
        for (var sql : statements) {
          statement.execute(sql);
        }
      } catch (SQLException e) {
        throw new AssertionError(name + ": " + e.getMessage(), e);
      }
    }
  }

  static List<Scenario> all() {
    var scenarios = new ArrayList<Scenario>();
    var statements = new ArrayList<String>();
    for (var sql : SqlFile.of("/engine/scenarios.sql").statements()) {
      statements.add(sql);
      var name = NAME.matcher(sql);
      if (name.find()) {
        scenarios.add(new Scenario(name.group(1).replace("''", "'"), List.copyOf(statements)));
        statements.clear();
      }
    }
    return scenarios;
  }

  /** Teaches the database the words of the scenarios; the connection must be kept for them. */
  static void prepare(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("set search_path = public, kinoloom, engine_1");
      for (var sql : SqlFile.of("/engine/words.sql").statements()) {
        statement.execute(sql);
      }
    }
  }
}
