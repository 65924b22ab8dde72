package dev.kinoloom.store;

import static dev.kinoloom.store.ThreeConnections.ask;
import static dev.kinoloom.store.ThreeConnections.untilWaiting;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people command waits for the key's lock first, then for the job's, and only then looks. */
class CommandLocksIT {
  private TestDatabase database;
  private Connection look;

  /** Whoever was first: its transaction is open. */
  private Connection first;

  @BeforeEach
  void open() throws SQLException {
    database = TestDatabase.create();
    look = database.open();
    Scenarios.prepare(look);
    first = speaking();
    first.setAutoCommit(false);
  }

  @AfterEach
  void close() throws SQLException {
    first.close();
    look.close();
    database.close();
  }

  private Connection speaking() throws SQLException {
    var connection = database.open();
    ask(connection, "set search_path = public, kinoloom, engine_1");
    return connection;
  }

  @Test
  void a_cancel_that_waits_for_the_key_holds_no_job() throws SQLException {
    long job = running();

    assertThat(afterTheKey(job, "cancel(%d)")).isEqualTo("2");
  }

  @Test
  void an_approval_that_waits_for_the_key_holds_no_job() throws SQLException {
    long job = running();
    ask(look, "select say(1, %1$d, 1, 1, 4, rev(%1$d), 2, 1)".formatted(job));

    assertThat(afterTheKey(job, "approve(%1$d, rev(%1$d))")).isEqualTo("t");
  }

  @Test
  void a_discard_that_waits_for_the_key_holds_no_job() throws SQLException {
    assertThat(afterTheKey(deadLetter(), "discard(%d)")).isEqualTo("t");
  }

  @Test
  void two_replays_at_once_are_one() throws SQLException {
    long job = deadLetter();
    var replay = "select replay(%d)".formatted(job);

    var one = ask(first, replay);
    var other = meanwhile(replay);

    assertThat(other.join()).isEqualTo(one);
  }

  @Test
  void a_cancel_waits_for_a_decision_and_sees_that_the_job_stops_already() throws SQLException {
    long job = running();

    ask(first, "select say(1, %1$d, 1, 1, 5, rev(%1$d), 3, 5)".formatted(job));
    var cancel = meanwhile("select cancel(%d)".formatted(job));

    assertThat(cancel.join()).isEqualTo("3");
    assertThat(ask(look, "select target from job where id = " + job)).isEqualTo("5");
  }

  /** Of key 1, its first task leased by node 1. */
  private long running() throws SQLException {
    ask(look, "select ask(1), admit(9, null)");
    ask(look, "select take(1)");
    return Long.parseLong(ask(look, "select max(id) from job"));
  }

  private long deadLetter() throws SQLException {
    long job = running();
    ask(look, "select say(1, %1$d, 1, 1, 5, rev(%1$d), 5, 1)".formatted(job));
    return job;
  }

  /** What a command answers that had to wait for its key, while anybody else had the job. */
  private String afterTheKey(long job, String command) throws SQLException {
    ask(first, "select 1 from vkey where key_id = 1 for update");
    var waiting = begun("select " + command.formatted(job));
    ask(look, "select 1 from job where id = %d for update nowait".formatted(job));
    first.commit();
    return waiting.join();
  }

  /** What is asked while the first has not committed yet, which he does then. */
  private CompletableFuture<String> meanwhile(String sql) throws SQLException {
    var waiting = begun(sql);
    first.commit();
    return waiting;
  }

  private CompletableFuture<String> begun(String sql) throws SQLException {
    var waiting =
        CompletableFuture.supplyAsync(
            () -> {
              try (var connection = speaking()) {
                return ask(connection, sql);
              } catch (SQLException e) {
                throw new CompletionException(e);
              }
            });
    untilWaiting(look, waiting);
    assertThat(waiting).as(sql + " waits").isNotDone();
    return waiting;
  }
}
