package dev.kinoloom.store;

import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a database to the schema of this version: tables in {@code kinoloom}, the engine's
 * functions in {@code engine_1}. Several nodes may do it at once. Blocks.
 */
public final class Migrator {
  static final int OLDEST_SERVER = 14;

  private static final Logger LOG = LoggerFactory.getLogger(Migrator.class);

  private Migrator() {}

  /** Throws {@link StoreUnavailable} with what to do when that cannot be. */
  public static void migrate(DatabaseAddress address) {
    requireServer(address);
    try {
      var result =
          Flyway.configure()
              .dataSource(address.jdbcUrl(), address.user(), address.password().reveal())
              .locations("classpath:db/migration")
              .schemas("kinoloom")
              .table("migration")
              .createSchemas(true)
              .cleanDisabled(true)
              .connectRetries(3)
              .load()
              .migrate();
      LOG.info("database.migrated steps={}", result.migrationsExecuted);
    } catch (FlywayException e) {
      throw new StoreUnavailable(
          "the database %s on %s:%d cannot be brought to this version's schema: %s"
              .formatted(address.database(), address.host(), address.port(), e.getMessage()),
          e);
    }
  }

  private static void requireServer(DatabaseAddress address) {
    try (var connection = address.open()) {
      int major = connection.getMetaData().getDatabaseMajorVersion();
      if (major < OLDEST_SERVER) {
        throw new StoreUnavailable(
            "PostgreSQL %d or later is needed; %s:%d is %d"
                .formatted(OLDEST_SERVER, address.host(), address.port(), major));
      }
    } catch (SQLException e) {
      throw new StoreUnavailable(
          "the database %s on %s:%d cannot be entered as %s: %s"
              .formatted(
                  address.database(),
                  address.host(),
                  address.port(),
                  address.user(),
                  e.getMessage()),
          e);
    }
  }
}
