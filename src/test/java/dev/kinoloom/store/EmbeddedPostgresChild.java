package dev.kinoloom.store;

import java.nio.file.Path;

/**
 * A process of its own that has an embedded database: {@code home programs}. It writes one row,
 * says {@code ready}, and then lives until it is killed or its input ends.
 */
final class EmbeddedPostgresChild {
  private EmbeddedPostgresChild() {}

  public static void main(String[] args) throws Exception {
    var lock = HomeLock.acquire(Path.of(args[0]));
    var postgres = EmbeddedPostgres.start(lock, Path.of(args[1]));
    try (var connection = postgres.address().open();
        var statement = connection.createStatement()) {
      statement.execute("create table kept(what text)");
      statement.execute("insert into kept values ('by the child')");
      System.out.println("ready");
      while (System.in.read() >= 0) {
        // lives
      }
    }
  }
}
