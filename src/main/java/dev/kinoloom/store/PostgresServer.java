package dev.kinoloom.store;

import dev.kinoloom.config.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** A data directory and the server on it. Blocks. */
final class PostgresServer {
  static final String USER = "kinoloom";

  private static final Duration INIT = Duration.ofMinutes(2);

  /** A server that crashed replays its log first. */
  private static final int START_SECONDS = 120;

  private static final int STOP_SECONDS = 30;
  private static final int LOG_MAX = 4 * 1024 * 1024;

  /**
   * Durable, on this machine only, no other way in. No value needs quoting: pg_ctl hands them to a
   * shell.
   */
  private static final List<String> SETTINGS =
      List.of(
          "listen_addresses=127.0.0.1",
          "unix_socket_directories=",
          "fsync=on",
          "synchronous_commit=on",
          "full_page_writes=on",
          "password_encryption=scram-sha-256",
          "max_connections=64",
          "wal_level=minimal",
          "max_wal_senders=0",
          "timezone=UTC",
          "log_timezone=UTC");

  private final PostgresPrograms programs;
  private final Unprivileged unprivileged;
  private final Path home;
  private final Path data;
  private final Path log;
  private final Survivors survivors;

  PostgresServer(PostgresPrograms programs, Unprivileged unprivileged, Path home) {
    this.programs = programs;
    this.unprivileged = unprivileged;
    this.home = home;
    this.data = data(home);
    this.log = home.resolve("postgres.log");
    this.survivors = new Survivors(data);
  }

  /** Where the data of a home lie; there when they are whole. */
  static Path data(Path home) {
    return home.resolve("postgres");
  }

  boolean exists() {
    return Files.exists(data);
  }

  /** Refuses a directory that another major version wrote, or nobody's. */
  void requireOurMajor() {
    var version = data.resolve("PG_VERSION");
    var found = Command.tail(version, 16);
    if (found.isEmpty()) {
      throw new StoreUnavailable(
          data + " holds no PostgreSQL database: move it away, and a new one is made");
    }
    if (!found.equals(Integer.toString(PostgresPrograms.MAJOR))) {
      throw new StoreUnavailable(
          ("%s was written by PostgreSQL %s, and this Kinoloom brings %d. Nothing was changed. To"
                  + " keep the data, start PostgreSQL %s on it, write it out with pg_dumpall, move"
                  + " the directory away, start Kinoloom once, and read it in with psql; or move"
                  + " it away to begin anew")
              .formatted(data, found, PostgresPrograms.MAJOR, found));
    }
  }

  /** Makes the data directory; whole or not at all. */
  void create(Path passwordFile) {
    try {
      var unfinished = Files.createTempDirectory(home, "postgres.new-");
      unprivileged.own(unfinished);
      var made =
          run(
              home,
              INIT,
              List.of(
                  programs.program("initdb"),
                  "--pgdata=" + unfinished,
                  "--username=" + USER,
                  "--pwfile=" + passwordFile,
                  "--auth=scram-sha-256",
                  "--encoding=UTF8",
                  "--locale=C",
                  "--data-checksums",
                  "--no-instructions"));
      if (!made.isGood()) {
        delete(unfinished);
        throw new StoreUnavailable("no database could be made in " + data + ": " + made.output());
      }
      Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("no database could be made in " + data, e);
    }
  }

  /** Takes away what a creation left that was killed. */
  void deleteUnfinished() {
    try (var left = Files.newDirectoryStream(home, "postgres.new-*")) {
      for (var directory : left) {
        delete(directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("an unfinished database cannot be deleted", e);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      for (var file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(file);
      }
    }
  }

  /** Stops a server that outlived its process, and its sessions. */
  void stopSurvivors() {
    if (survivors.postmaster().isPresent()) {
      stop();
    }
    survivors.clear();
  }

  /** Starts the server; answers when it takes connections. */
  void start(int port) {
    turnLog();
    unprivileged.own(data);
    if (Files.exists(log)) {
      unprivileged.own(log);
    }
    var options = new StringBuilder("-p " + port);
    SETTINGS.forEach(setting -> options.append(" -c ").append(setting));
    var started =
        run(
            data,
            Duration.ofSeconds(START_SECONDS + 10),
            List.of(
                programs.program("pg_ctl"),
                "start",
                "--wait",
                "--silent",
                "--pgdata=.",
                "--log=../" + log.getFileName(),
                "--timeout=" + START_SECONDS,
                "--options=" + options));
    if (!started.isGood()) {
      throw new StoreUnavailable(
          "PostgreSQL does not start: %s%nThe end of %s:%n%s"
              .formatted(started.output(), log, Command.tail(log, 2048)));
    }
  }

  /** Only at a start, when nobody writes to it. */
  private void turnLog() {
    try {
      if (Files.exists(log) && Files.size(log) > LOG_MAX) {
        Files.move(log, log.resolveSibling("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(log + " cannot be moved away", e);
    }
  }

  /** Ends all sessions and the server: orderly, or at once when that takes too long. */
  void stop() {
    if (!stop("fast").isGood() && survivors.postmaster().isPresent()) {
      var outcome = stop("immediate");
      if (!outcome.isGood() && survivors.postmaster().isPresent()) {
        throw new StoreUnavailable("PostgreSQL does not stop: " + outcome.output());
      }
    }
  }

  private Command.Outcome stop(String mode) {
    return run(
        data,
        Duration.ofSeconds(STOP_SECONDS + 10),
        List.of(
            programs.program("pg_ctl"),
            "stop",
            "--wait",
            "--silent",
            "--pgdata=.",
            "--mode=" + mode,
            "--timeout=" + STOP_SECONDS));
  }

  private Command.Outcome run(Path directory, Duration timeout, List<String> line) {
    return new Command(directory, unprivileged.prefix(), line).run(timeout);
  }

  DatabaseAddress address(int port, String database, Secret password) {
    return new DatabaseAddress(
        "127.0.0.1", port, database, USER, password, DatabaseAddress.Tls.DISABLE);
  }
}
