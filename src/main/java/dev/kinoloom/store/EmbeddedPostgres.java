package dev.kinoloom.store;

import dev.kinoloom.config.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL of our own, in the home, for whoever has none. Its data last: every commit is on the
 * disk before it is answered, and a server that outlived a killed process is stopped before the
 * next one starts. It listens on 127.0.0.1 only, on a free port, and lets in nobody without the
 * password that stands in the home, readable by its owner. Every method blocks.
 *
 * <p>It has no shutdown hook: whoever starts it closes it, after everything that uses it.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
  private static final String DATABASE = "kinoloom";
  private static final int PORTS_TO_TRY = 3;

  private final PostgresServer server;
  private final DatabaseAddress address;
  private boolean running = true;

  private EmbeddedPostgres(PostgresServer server, DatabaseAddress address) {
    this.server = server;
    this.address = address;
  }

  /** Whether one was made in this home. */
  public static boolean isIn(Path home) {
    return Files.exists(PostgresServer.data(home));
  }

  /** Starts it in the home that is held; throws {@link StoreUnavailable} with what to do. */
  public static EmbeddedPostgres start(HomeLock lock) {
    return start(lock, lock.home().resolve("programs"));
  }

  /** The same, with the directory where its programs are unpacked. */
  public static EmbeddedPostgres start(HomeLock lock, Path programs) {
    return start(
        lock.home(),
        new PostgresServer(PostgresPrograms.unpack(programs), Unprivileged.find(), lock.home()));
  }

  static EmbeddedPostgres start(Path home, PostgresServer server) {
    var password = prepare(home, server);
    var address = startOnFreePort(server, password);
    try {
      requireDurable(address);
      var own = server.address(address.port(), DATABASE, password);
      createDatabase(address);
      LOG.info("postgres.started port={}", own.port());
      return new EmbeddedPostgres(server, own);
    } catch (RuntimeException e) {
      server.stop();
      throw e;
    }
  }

  private static Secret prepare(Path home, PostgresServer server) {
    var passwordFile = home.resolve("postgres.password");
    server.deleteUnfinished();
    if (!server.exists()) {
      var password = password(passwordFile);
      server.create(passwordFile);
      return password;
    }
    server.requireOurMajor();
    server.stopSurvivors();
    if (!Files.exists(passwordFile)) {
      throw new StoreUnavailable(
          "the database's password is gone: put " + passwordFile + " back from a backup");
    }
    return password(passwordFile);
  }

  /** Reads it; makes it up before the first start. */
  private static Secret password(Path file) {
    try {
      if (!Files.exists(file)) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        var chance = new byte[24];
        new SecureRandom().nextBytes(chance);
        Files.writeString(file, HexFormat.of().formatHex(chance));
      }
      return new Secret(Files.readString(file, StandardCharsets.US_ASCII).strip());
    } catch (IOException e) {
      throw new UncheckedIOException("the database's password cannot be kept in " + file, e);
    }
  }

  /** A port that was free a moment ago may be taken now: others are tried. */
  private static DatabaseAddress startOnFreePort(PostgresServer server, Secret password) {
    for (int tried = 1; ; tried++) {
      int port = freePort();
      try {
        server.start(port);
        return server.address(port, "postgres", password);
      } catch (StoreUnavailable e) {
        if (tried == PORTS_TO_TRY) {
          throw e;
        }
        LOG.info("postgres.start_again port={}", port);
      }
    }
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no free port on 127.0.0.1", e);
    }
  }

  private static void requireDurable(DatabaseAddress address) {
    for (var setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
      var value = ask(address, "show " + setting);
      if (!"on".equals(value)) {
        throw new StoreUnavailable(
            "PostgreSQL would lose data: %s is %s (see postgresql.auto.conf)"
                .formatted(setting, value));
      }
    }
  }

  private static void createDatabase(DatabaseAddress address) {
    if (ask(address, "select 1 from pg_database where datname = '" + DATABASE + "'").isEmpty()) {
      ask(address, "create database " + DATABASE);
    }
  }

  /** The first value of the first row; empty when there is none. */
  private static String ask(DatabaseAddress address, String sql) {
    try (var connection = address.open();
        var statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return "";
      }
      try (var rows = statement.getResultSet()) {
        return rows.next() ? rows.getString(1) : "";
      }
    } catch (SQLException e) {
      throw new StoreUnavailable("the embedded PostgreSQL cannot be entered", e);
    }
  }

  /** How to get in. */
  public DatabaseAddress address() {
    return address;
  }

  /** Stops and starts it on the same port. */
  synchronized void restart() {
    server.stop();
    server.start(address.port());
  }

  /** Stops it; sessions that are open are ended. May be called again. */
  @Override
  public synchronized void close() {
    if (running) {
      running = false;
      server.stop();
      LOG.info("postgres.stopped port={}", address.port());
    }
  }
}
