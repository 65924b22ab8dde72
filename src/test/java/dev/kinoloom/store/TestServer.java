package dev.kinoloom.store;

import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The PostgreSQL that all tests of a JVM share, started by the first of them that needs it: an
 * embedded one that ends with the JVM, or the one that {@code -Dkinoloom.test.database=…} or {@code
 * KINOLOOM_TEST_DATABASE} in the environment names, as {@code
 * postgresql://user:password@host:port/postgres}. Its role must be allowed to create databases;
 * those of the tests begin with {@code kinoloom_test_} and the JVM's number, and are dropped.
 */
final class TestServer {
  private static final @Nullable String URL =
      System.getProperty("kinoloom.test.database", System.getenv("KINOLOOM_TEST_DATABASE"));
  private static final String PREFIX =
      URL == null ? "test_" : "kinoloom_test_" + ProcessHandle.current().pid() + "_";
  private static final DatabaseAddress ADDRESS = URL == null ? embedded() : byUrl(URL);
  private static final String TEMPLATE = template();

  private TestServer() {}

  /** A new database with this version's schema. */
  static DatabaseAddress create(int number) {
    return create(PREFIX + number, " template " + TEMPLATE);
  }

  /** A new database without tables. */
  static DatabaseAddress createEmpty(int number) {
    return create(PREFIX + number, "");
  }

  private static DatabaseAddress create(String name, String how) {
    var address = ADDRESS.withDatabase(name);
    drop(address);
    run(ADDRESS, "create database " + name + how);
    return address;
  }

  static void drop(DatabaseAddress address) {
    run(ADDRESS, "drop database if exists " + address.database() + " with (force)");
  }

  static void run(DatabaseAddress where, String sql) {
    try (var connection = where.open();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  private static String template() {
    var template = create(PREFIX + "template", "");
    Migrator.migrate(template);
    return template.database();
  }

  private static DatabaseAddress byUrl(String url) {
    var address = DatabaseAddress.parse(url, null, null);
    atTheEnd(() -> drop(address.withDatabase(PREFIX + "template")));
    return address;
  }

  /** Its home is used again by the next run. */
  private static DatabaseAddress embedded() {
    var lock = lockFree();
    var postgres = EmbeddedPostgres.start(lock, Path.of("target", "programs"));
    atTheEnd(
        () -> {
          postgres.close();
          lock.close();
        });
    return postgres.address();
  }

  private static void atTheEnd(Runnable what) {
    Runtime.getRuntime().addShutdownHook(new Thread(what));
  }

  /** Test JVMs that run side by side have homes of their own. */
  private static HomeLock lockFree() {
    for (int i = 0; ; i++) {
      try {
        return HomeLock.acquire(Path.of("target", "test-homes", Integer.toString(i)));
      } catch (HomeInUse e) {
        if (i == 15) {
          throw e;
        }
      }
    }
  }
}
