package dev.kinoloom.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A PostgreSQL for one test alone, which may be stopped and killed. */
public final class OwnPostgres implements AutoCloseable {
  private final HomeLock lock;
  private final EmbeddedPostgres server;
  private final Survivors processes;

  private OwnPostgres(HomeLock lock, EmbeddedPostgres server, Survivors processes) {
    this.lock = lock;
    this.server = server;
    this.processes = processes;
  }

  /** With this version's schema. */
  public static OwnPostgres start(Path home) throws Exception {
    var lock = HomeLock.acquire(home);
    var server = EmbeddedPostgres.start(lock, Path.of("target", "programs"));
    Migrator.migrate(server.address());
    return new OwnPostgres(lock, server, new Survivors(home.toRealPath().resolve("postgres")));
  }

  public DatabaseAddress address() {
    return server.address();
  }

  /** A connection for looks past everything that is tested. */
  public Connection open() throws SQLException {
    return address().open();
  }

  /** Ends all sessions in order, and starts again; also one that was killed. */
  public void restart() {
    server.restart();
  }

  /** SIGKILL to the server and all its sessions, as when the power goes. */
  public void kill() throws Exception {
    var postmaster = processes.postmaster().orElseThrow();
    var sessions = postmaster.descendants().toList();
    postmaster.destroyForcibly();
    sessions.forEach(ProcessHandle::destroyForcibly);
    postmaster.onExit().get(20, TimeUnit.SECONDS);
  }

  /**
   * SIGKILL to one session: the server ends all others and recovers by itself, which is awaited.
   */
  public void killSession() throws Exception {
    try (var connection = open();
        var statement = connection.createStatement();
        var row = statement.executeQuery("select pg_backend_pid()")) {
      row.next();
      var session = ProcessHandle.of(row.getLong(1)).orElseThrow();
      session.destroyForcibly();
      session.onExit().get(20, TimeUnit.SECONDS);
    }
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!isOpen()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("the database does not recover");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  private boolean isOpen() {
    try (var connection = open()) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  public void close() {
    server.close();
    lock.close();
  }
}
