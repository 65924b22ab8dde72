package dev.kinoloom.store;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A database for one test class: new, with this version's schema, on a PostgreSQL that all tests of
 * the JVM share and that ends with it.
 */
public final class TestDatabase implements AutoCloseable {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final String TEMPLATE = "kinoloom_template";

  private final DatabaseAddress address;

  private TestDatabase(DatabaseAddress address) {
    this.address = address;
  }

  public static TestDatabase create() {
    var name = "test_" + NUMBER.incrementAndGet();
    Server.run("drop database if exists " + name + " with (force)");
    Server.run("create database " + name + " template " + TEMPLATE);
    return new TestDatabase(Server.POSTGRES.address().withDatabase(name));
  }

  /** Without tables. */
  public static TestDatabase createEmpty() {
    var name = "test_" + NUMBER.incrementAndGet();
    Server.run("drop database if exists " + name + " with (force)");
    Server.run("create database " + name);
    return new TestDatabase(Server.POSTGRES.address().withDatabase(name));
  }

  public DatabaseAddress address() {
    return address;
  }

  /** Clients as a node has them; close them before this. */
  public Database connect(Vertx vertx) {
    return Database.at(vertx, address, 4, 2);
  }

  /** A connection for looks past the stores. */
  public Connection open() throws SQLException {
    return address.open();
  }

  /** Runs SQL past the stores. */
  public void run(String sql) {
    run(address, sql);
  }

  @Override
  public void close() {
    Server.run("drop database if exists " + address.database() + " with (force)");
  }

  private static void run(DatabaseAddress where, String sql) {
    try (var connection = where.open();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  /** Started by the first test that needs it. Its home is used again by the next run. */
  private static final class Server {
    static final EmbeddedPostgres POSTGRES = start();

    private static EmbeddedPostgres start() {
      var lock = lockFree();
      var postgres = EmbeddedPostgres.start(lock, Path.of("target", "programs"));
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    postgres.close();
                    lock.close();
                  }));
      var template = postgres.address().withDatabase(TEMPLATE);
      TestDatabase.run(postgres.address(), "drop database if exists " + TEMPLATE);
      TestDatabase.run(postgres.address(), "create database " + TEMPLATE);
      Migrator.migrate(template);
      return postgres;
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

    static void run(String sql) {
      TestDatabase.run(POSTGRES.address(), sql);
    }
  }
}
