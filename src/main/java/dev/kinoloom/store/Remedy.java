package dev.kinoloom.store;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What a person can do about a database that does not let us in, or does not let us work. */
final class Remedy {
  private static final String CONNECTION = "08";
  private static final String CREDENTIALS = "28";

  private Remedy() {}

  /** By the first SQLSTATE among the causes, as a sentence. */
  static String of(Throwable failure, DatabaseAddress address) {
    var state = String.valueOf(state(failure));
    if (state.startsWith(CONNECTION)) {
      return "start PostgreSQL there, or correct database.url (leave it out for an embedded one)";
    }
    if (state.startsWith(CREDENTIALS)) {
      return "correct database.user and database.password, or let that role in (pg_hba.conf)";
    }
    return switch (state) {
      case "3D000" ->
          "create it: createdb --owner=%s %s".formatted(address.user(), database(address));
      case "42501" ->
          "let it: grant create on database %s to %s (and make it the owner of the schemas kinoloom"
                  .formatted(database(address), address.user())
              + " and engine_1, if they exist)";
      case "53300" -> "close other sessions, or raise max_connections";
      default -> "the log has the details";
    };
  }

  private static String database(DatabaseAddress address) {
    return '"' + address.database() + '"';
  }

  private static @Nullable String state(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return sql.getSQLState();
      }
    }
    return null;
  }
}
