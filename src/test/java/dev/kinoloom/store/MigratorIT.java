package dev.kinoloom.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinoloom.config.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whoever brings a database that cannot be used is told why, and what to do. */
class MigratorIT {
  private static final String NEWER =
      """
      insert into kinoloom.migration (
        installed_rank, version, description, type, script, checksum, installed_by, execution_time,
        success)
      select max(installed_rank) + 1, '9001', 'newer', 'SQL', 'V9001__newer.sql', 1, 'x', 1, true
      from kinoloom.migration
      """;

  private static TestDatabase database;

  @BeforeAll
  static void open() {
    database = TestDatabase.createEmpty();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Test
  void migrating_again_changes_nothing() {
    try (var test = TestDatabase.create()) {
      Migrator.migrate(test.address());
      HistoryCheck.assertClean(test.address());
    }
  }

  @Test
  void a_wrong_password_is_named_as_such_and_never_told() {
    refused(as(database.address().user(), "hunter2"))
        .hasMessageContaining("cannot be used as " + database.address().user())
        .hasMessageContaining("password authentication failed")
        .hasMessageEndingWith(
            "correct database.user and database.password, or let that role in (pg_hba.conf)")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void where_nobody_listens_postgresql_is_to_be_started() throws IOException {
    refused(at("127.0.0.1", freePort()))
        .hasMessageContaining("127.0.0.1:")
        .hasMessageEndingWith(
            "start PostgreSQL there, or correct database.url (leave it out for an embedded one)");
  }

  @Test
  void a_host_that_is_not_known_is_named() {
    refused(at("nowhere.invalid", 5432))
        .hasMessageContaining("nowhere.invalid:5432")
        .hasMessageContaining("correct database.url");
  }

  @Test
  void a_database_that_is_not_there_is_to_be_created() {
    refused(database.address().withDatabase("nothing_here"))
        .hasMessageEndingWith(
            "create it: createdb --owner=%s \"nothing_here\"".formatted(database.address().user()));
  }

  @Test
  void a_role_that_may_not_create_schemas_is_told_which_right_it_lacks() {
    var role = database.address().database() + "_guest";
    database.run("create role %s login password 'guest'".formatted(role));
    try {
      refused(as(role, "guest"))
          .hasMessageContaining("%s may not create schemas in it", role)
          .hasMessageContaining(
              "grant create on database \"%s\" to %s", database.address().database(), role);
    } finally {
      database.run("drop role " + role);
    }
  }

  @Test
  void an_older_server_is_to_be_upgraded() {
    Migrator.requireMajor(at("db", 5432), 14);
    assertThatThrownBy(() -> Migrator.requireMajor(at("db", 5432), 13))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessage(
            "PostgreSQL 14 or later is needed, db:5432 is 13: upgrade it, or leave database.url"
                + " out for an embedded one");
  }

  @Test
  void a_schema_of_another_version_is_left_alone() {
    try (var test = TestDatabase.create()) {
      test.run("update kinoloom.migration set checksum = checksum + 1 where version = '101'");
      refused(test.address())
          .hasMessageContaining("was made by another version of Kinoloom")
          .hasMessageEndingWith("use that one, or another database or home");
    }
  }

  @Test
  void a_schema_that_a_newer_version_has_brought_further_is_worked_on() {
    try (var test = TestDatabase.create()) {
      test.run(NEWER);
      Migrator.migrate(test.address());
      HistoryCheck.assertClean(test.address());
    }
  }

  @Test
  void a_schema_that_a_newer_version_has_taken_our_functions_out_of_is_refused() {
    try (var test = TestDatabase.create()) {
      test.run(NEWER);
      test.run("drop schema engine_1 cascade");
      refused(test.address())
          .hasMessageContaining(
              "a newer version of Kinoloom (it no longer works beside this one): use that one");
    }
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> refused(DatabaseAddress address) {
    return assertThatThrownBy(() -> Migrator.migrate(address)).isInstanceOf(StoreUnavailable.class);
  }

  private static DatabaseAddress as(String user, String password) {
    var own = database.address();
    return new DatabaseAddress(
        own.host(), own.port(), own.database(), user, new Secret(password), own.tls());
  }

  private static DatabaseAddress at(String host, int port) {
    var own = database.address();
    return new DatabaseAddress(host, port, own.database(), own.user(), own.password(), own.tls());
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
