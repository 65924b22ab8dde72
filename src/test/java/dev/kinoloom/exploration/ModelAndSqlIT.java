package dev.kinoloom.exploration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.exploration.Steps.What;
import dev.kinoloom.store.Database;
import dev.kinoloom.store.HistoryCheck;
import dev.kinoloom.store.Stores;
import dev.kinoloom.store.TestDatabase;
import dev.kinoloom.store.model.Flaw;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the exploration proves of its model counts for the SQL, because both go the same ways: after
 * each step of a way the database stands where the model does. {@code -Dexploration.seconds=} goes
 * on by chance for so long, {@code -Dexploration.seed=} goes one way of each world again.
 */
class ModelAndSqlIT {
  /** What the ways that are always gone do not come by. */
  private static final EnumSet<What> SELDOM =
      EnumSet.of(What.CLAIM_LOST, What.CLAIM_LATE, What.ORPHAN, What.PROMOTE, What.OPERATOR);

  private static final EnumSet<What> NEVER =
      EnumSet.of(What.DRAW, What.COMMIT, What.FIND, What.START_LATE);

  /** Ways of each world that are always gone. */
  private static final int ALWAYS = 12;

  private static final int STEPS = 60;
  private static final long SECONDS = Long.getLong("exploration.seconds", 0);

  /** Within so many ways of each world a broken line is noticed. */
  private static final int UNTIL_NOTICED = 40;

  private static Vertx vertx;
  private static TestDatabase testDatabase;
  private static Database database;
  private static Connection connection;
  private static Stores stores;

  @BeforeAll
  static void open() throws SQLException {
    vertx = Vertx.vertx();
    testDatabase = TestDatabase.create();
    testDatabase.run(
        "alter database %s set synchronous_commit = off"
            .formatted(testDatabase.address().database()));
    database = testDatabase.connectPatiently(vertx, 2);
    connection = testDatabase.open();
    stores = Stores.over(database);
  }

  @AfterAll
  static void close() throws SQLException {
    connection.close();
    SqlWorld.await(database.close());
    SqlWorld.await(vertx.close());
    testDatabase.close();
  }

  @Test
  void the_database_goes_the_ways_of_the_model() throws SQLException {
    var given = Long.getLong("exploration.seed");
    long first = given == null ? ThreadLocalRandom.current().nextInt(1_000_000_000) : given;
    var gone = new EnumMap<What, Integer>(What.class);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    int ways = 0;
    if (given == null) {
      for (long seed = 1; seed <= ALWAYS; seed++) {
        ways += goEachWorld(seed, gone);
      }
      var usual = EnumSet.complementOf(NEVER);
      usual.removeAll(SELDOM);
      assertThat(gone.keySet()).as("what can happen has").containsAll(usual);
    }
    for (long seed = first;
        (given != null && ways == 0) || (given == null && System.nanoTime() < end);
        seed++) {
      ways += goEachWorld(seed, gone);
    }
    System.out.printf(
        "model and SQL: %d ways, %d steps, by chance from seed %d%n",
        ways, gone.values().stream().mapToInt(n -> n).sum(), first);
  }

  private static int goEachWorld(long seed, Map<What, Integer> gone) throws SQLException {
    for (var world : World.values()) {
      var difference = go(world, seed, gone);
      assertThat(difference).as(difference.orElse("")).isEmpty();
    }
    return World.values().length;
  }

  private static Optional<String> go(World world, long seed, Map<What, Integer> gone)
      throws SQLException {
    var walk = new Walk(world, seed, stores, connection);
    var difference = walk.go(STEPS, gone);
    if (difference.isEmpty() && walk.isAtRest()) {
      HistoryCheck.assertClean(testDatabase.address());
    }
    return difference;
  }

  @ParameterizedTest
  @EnumSource(
      value = Flaw.class,
      names = {
        "A_RESULT_OF_ANY_EPOCH_COUNTS",
        "A_STALE_DECISION_STANDS",
        "A_CLAIM_KEEPS_THE_EPOCH",
        "A_LOST_LEASE_IS_NOT_COUNTED",
        "A_STOPPED_TASK_RUNS_AGAIN"
      })
  void a_broken_line_is_noticed(Flaw flaw) throws SQLException {
    var sound = flaw.enter(connection);
    try {
      assertThat(noticed()).as("a way on which %s shows", flaw).isPresent();
    } finally {
      Flaw.execute(connection, sound);
    }
  }

  private static Optional<String> noticed() throws SQLException {
    for (long seed = 1; seed <= UNTIL_NOTICED; seed++) {
      for (var world : World.values()) {
        var difference =
            new Walk(world, seed, stores, connection).go(STEPS, new EnumMap<>(What.class));
        if (difference.isPresent()) {
          return difference;
        }
      }
    }
    return Optional.empty();
  }
}
