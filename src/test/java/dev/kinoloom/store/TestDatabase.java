package dev.kinoloom.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A database for one test class: new, with this version's schema, on the {@link TestServer}. */
public final class TestDatabase implements AutoCloseable {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final DatabaseAddress address;

  private TestDatabase(DatabaseAddress address) {
    this.address = address;
  }

  public static TestDatabase create() {
    return new TestDatabase(TestServer.create(NUMBER.incrementAndGet()));
  }

  /** Without tables. */
  public static TestDatabase createEmpty() {
    return new TestDatabase(TestServer.createEmpty(NUMBER.incrementAndGet()));
  }

  public DatabaseAddress address() {
    return address;
  }

  /** Clients as a node has them; close them before this. */
  public Database connect(Vertx vertx) {
    return Database.at(vertx, address, 4, 2);
  }

  /** Clients that wait for an answer as long as it takes a machine that is stopped for a while. */
  public Database connectPatiently(Vertx vertx, int connections) {
    return Database.at(vertx, address, connections, 2, Duration.ofMinutes(30));
  }

  /** A connection for looks past the stores. */
  public Connection open() throws SQLException {
    return address.open();
  }

  /** The first number that it answers, past the stores; 0 for null. */
  public long number(String sql) throws SQLException {
    try (var connection = open();
        var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  /**
   * Waits until {@link #number} is not 0. Nothing tells a test of what other processes write: it is
   * looked for again and again.
   */
  public void awaitTrue(String sql, int seconds) throws SQLException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (number(sql) == 0) {
      assertThat(System.nanoTime()).as(sql).isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  /** Runs SQL past the stores. */
  public void run(String sql) {
    TestServer.run(address, sql);
  }

  @Override
  public void close() {
    TestServer.drop(address);
  }
}
