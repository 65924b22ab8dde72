package dev.kinoloom.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a database to the schema of this version: tables in {@code kinoloom}, the engine's
 * functions in {@code engine_1}. Several nodes may do it at once. A database that a newer version
 * has brought further is worked on as it is, as long as the functions of this one are still there.
 * Blocks.
 */
public final class Migrator {
  static final int OLDEST_SERVER = 14;

  /** Who finds the schemas made already needs no right to make them. */
  private static final String MAY_CREATE =
      """
      select has_database_privilege(current_database(), 'CREATE')
        or to_regnamespace('engine_1') is not null
      """;

  private static final Duration SILENCE = Duration.ofSeconds(10);
  private static final Logger LOG = LoggerFactory.getLogger(Migrator.class);

  private Migrator() {}

  /** Throws {@link StoreUnavailable} with what to do when that cannot be. */
  public static void migrate(DatabaseAddress address) {
    requireServer(address);
    try {
      var flyway = flyway(address);
      LOG.info("database.migrated steps={}", flyway.migrate().migrationsExecuted);
      var newer = newer(flyway);
      if (!newer.isEmpty()) {
        requireEngine(address);
        LOG.info("database.newer by={}, next=works beside the newer version", newer);
      }
    } catch (FlywayValidateException e) {
      throw unusable(
          address,
          "was made by another version of Kinoloom (%s): use that one, or another database or home"
              .formatted(firstLine(e)),
          e);
    } catch (FlywayException e) {
      throw unusable(
          address,
          "cannot be brought to this version's schema (%s): %s"
              .formatted(firstLine(e), Remedy.of(e, address)),
          e);
    }
  }

  private static Flyway flyway(DatabaseAddress address) {
    return Flyway.configure()
        .dataSource(address.jdbcUrl(), address.user(), address.password().reveal())
        .locations("classpath:db/migration")
        .schemas("kinoloom")
        .table("migration")
        .ignoreMigrationPatterns("*:future")
        .createSchemas(true)
        .cleanDisabled(true)
        .connectRetries(3)
        .load();
  }

  /** The numbers of migrations that only a newer version knows. */
  private static List<String> newer(Flyway flyway) {
    return Arrays.stream(flyway.info().applied())
        .filter(migration -> migration.getState() == MigrationState.FUTURE_SUCCESS)
        .map(migration -> String.valueOf(migration.getVersion()))
        .toList();
  }

  /** A newer version may have taken leave of ours for good. */
  private static void requireEngine(DatabaseAddress address) {
    try (var connection = address.open();
        var statement = connection.createStatement();
        var row = statement.executeQuery("select to_regnamespace('engine_1') is not null")) {
      row.next();
      if (!row.getBoolean(1)) {
        throw new SQLException("it no longer works beside this one", "3F000");
      }
    } catch (SQLException e) {
      throw unusable(
          address,
          "is used by a newer version of Kinoloom (%s): use that one".formatted(e.getMessage()),
          e);
    }
  }

  /**
   * Connects, and looks whether the server is new enough and lets us in. Throws {@link
   * StoreUnavailable} with what to do when not.
   */
  public static void requireServer(DatabaseAddress address) {
    try (var connection = address.open(SILENCE);
        var statement = connection.createStatement();
        var row = statement.executeQuery(MAY_CREATE)) {
      requireMajor(address, connection.getMetaData().getDatabaseMajorVersion());
      row.next();
      if (!row.getBoolean(1)) {
        throw new SQLException(address.user() + " may not create schemas in it", "42501");
      }
    } catch (SQLException e) {
      throw unusable(
          address,
          "cannot be used as %s (%s): %s"
              .formatted(address.user(), e.getMessage(), Remedy.of(e, address)),
          e);
    }
  }

  static void requireMajor(DatabaseAddress address, int major) {
    if (major < OLDEST_SERVER) {
      throw new StoreUnavailable(
          "PostgreSQL %d or later is needed, %s:%d is %d: upgrade it, or leave database.url out for an embedded one"
              .formatted(OLDEST_SERVER, address.host(), address.port(), major));
    }
  }

  private static StoreUnavailable unusable(DatabaseAddress address, String why, Exception cause) {
    return new StoreUnavailable(
        "the database %s on %s:%d %s"
            .formatted(address.database(), address.host(), address.port(), why),
        cause);
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).strip().lines().findFirst().orElse("");
  }
}
