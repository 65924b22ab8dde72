package dev.kinoloom.store;

import static dev.kinoloom.store.OpenStores.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseIT {
  private static final Path PROGRAMS = Path.of("target", "programs");
  private static Vertx vertx;

  @BeforeAll
  static void open() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void close() {
    await(vertx.close());
  }

  @Test
  void after_the_database_restarts_the_next_call_works(@TempDir Path home) {
    try (var lock = HomeLock.acquire(home);
        var postgres = EmbeddedPostgres.start(lock, PROGRAMS)) {
      Migrator.migrate(postgres.address());
      var database = Database.at(vertx, postgres.address(), 2, 1);
      var stores = Stores.over(database);
      int key = await(stores.keys().create("Ada", "ada", 1));
      postgres.restart();
      assertThat(await(stores.keys().find("Ada")).orElseThrow().key()).isEqualTo(key);
      assertThat(await(stores.keys().create("Bob", "bob", 1))).isGreaterThan(key);
      await(database.close());
    }
  }

  @Test
  void a_database_that_is_down_is_unavailable(@TempDir Path home) {
    Database database;
    try (var lock = HomeLock.acquire(home);
        var postgres = EmbeddedPostgres.start(lock, PROGRAMS)) {
      Migrator.migrate(postgres.address());
      database = Database.at(vertx, postgres.address(), 2, 1);
      await(database.ping());
    }
    var stores = Stores.over(database);
    assertThatThrownBy(() -> await(stores.keys().find("Ada"))).isInstanceOf(StoreUnavailable.class);
    assertThatThrownBy(() -> await(stores.keys().create("Eve", "eve", 1)))
        .isInstanceOf(StoreUnavailable.class);
    await(database.close());
  }

  @Test
  void a_server_that_hangs_is_unavailable_in_time_and_its_connection_replaced() throws Exception {
    try (var test = TestDatabase.create()) {
      var database = Database.at(vertx, test.address(), 1, 1, Duration.ofSeconds(4));
      int session =
          await(
              database
                  .reads()
                  .one("select pg_backend_pid()", Tuple.tuple(), row -> row.getInteger(0)));
      signal("-STOP", session);
      try {
        assertThatThrownBy(() -> await(database.ping())).isInstanceOf(StoreUnavailable.class);
        assertThat(await(pingUntilAnswered(database, 3))).isPositive();
      } finally {
        signal("-CONT", session);
      }
      await(database.close());
    }
  }

  private static Future<Integer> pingUntilAnswered(Database database, int most) {
    return database
        .ping()
        .map(most)
        .recover(
            failure ->
                most == 0 ? Future.failedFuture(failure) : pingUntilAnswered(database, most - 1));
  }

  private static void signal(String which, int process) throws Exception {
    assertThat(new ProcessBuilder("kill", which, Integer.toString(process)).start().waitFor())
        .isZero();
  }

  @Test
  void a_statement_that_runs_too_long_is_ended_by_the_server() {
    try (var test = TestDatabase.create()) {
      var database = Database.at(vertx, test.address(), 1, 1);
      assertThat(
              await(
                  database
                      .engine()
                      .list(
                          """
                          select name || '=' || setting from pg_settings
                          where name in ('statement_timeout', 'idle_in_transaction_session_timeout')
                          order by 1
                          """,
                          Tuple.tuple(),
                          row -> row.getString(0))))
          .containsExactly("idle_in_transaction_session_timeout=10000", "statement_timeout=30000");
      await(database.close());
    }
  }

  @Test
  void more_calls_than_connections_wait_for_their_turn_and_all_are_answered() {
    try (var test = TestDatabase.create()) {
      var database = Database.at(vertx, test.address(), 1, 1);
      var calls = IntStream.range(0, 2000).mapToObj(i -> database.ping()).toList();
      await(Future.all(calls));
      await(database.close());
    }
  }

  @Test
  void a_queue_that_is_full_says_so_at_once() {
    try (var test = TestDatabase.create()) {
      var database = Database.at(vertx, test.address(), 1, 1);
      var slow = database.reads().run("select pg_sleep(1)", Tuple.tuple());
      List<Future<Void>> calls = IntStream.range(0, 10_000).mapToObj(i -> database.ping()).toList();
      await(Future.join(calls).otherwiseEmpty());
      await(slow);
      assertThat(calls).anyMatch(call -> call.cause() instanceof StoreUnavailable);
      assertThat(calls).anyMatch(Future::succeeded);
      assertThat(await(database.ping().map(true))).isTrue();
      await(database.close());
    }
  }
}
