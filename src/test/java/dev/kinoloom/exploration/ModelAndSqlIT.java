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
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the exploration proves of its model counts for the SQL, because both go the same ways: after
 * each step of a way the database stands where the model does. {@code -Dexploration.every=true}
 * goes each kind of step of the large worlds too (minutes), {@code -Dexploration.seconds=} goes on
 * by chance for so long, {@code -Dexploration.seed=} goes one way of each world again.
 */
class ModelAndSqlIT {
  /** What can happen in broken worlds only. */
  private static final EnumSet<What> NEVER =
      EnumSet.of(What.DRAW, What.COMMIT, What.FIND, What.START_LATE);

  /** Of these small worlds each kind of step is gone; of all others with the property. */
  private static final Set<World> WHOLE =
      Boolean.getBoolean("exploration.every")
          ? EnumSet.allOf(World.class)
          : EnumSet.of(World.LINES, World.POISON, World.DOUBT, World.HASTE, World.UNHEARD);

  /** Ways by chance that are always gone, of each world. */
  private static final int ALWAYS = 5;

  /** Within so many of them a broken line is noticed where not each kind of step is gone. */
  private static final int UNTIL_NOTICED = 100;

  private static final long SECONDS = Long.getLong("exploration.seconds", 0);

  private static Vertx vertx;
  private static TestDatabase testDatabase;
  private static Database database;
  private static Connection connection;
  private static Stores stores;

  private int ways;
  private int steps;

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
    if (given != null) {
      goEachWorld(given);
      return;
    }
    var kinds = EnumSet.noneOf(What.class);
    for (var world : WHOLE) {
      for (var way : EveryKind.ways(world)) {
        go(way);
        way.steps().forEach(step -> kinds.add(step.what()));
      }
    }
    assertThat(kinds).as("all that can happen has").isEqualTo(EnumSet.complementOf(NEVER));
    for (long seed = 1; seed <= ALWAYS; seed++) {
      goEachWorld(seed);
    }
    long first = ThreadLocalRandom.current().nextInt(1_000_000_000);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    for (long seed = first; System.nanoTime() < end; seed++) {
      goEachWorld(seed);
    }
    System.out.printf(
        "model and SQL: %d ways, %d steps, by chance from seed %d%n", ways, steps, first);
  }

  private void goEachWorld(long seed) throws SQLException {
    for (var world : World.values()) {
      go(Way.by(world, seed));
    }
  }

  private void go(Way way) throws SQLException {
    var difference = Walk.along(way, stores, connection);
    assertThat(difference).as(difference.orElse("")).isEmpty();
    if (way.endsAtRest()) {
      HistoryCheck.assertClean(connection);
    }
    ways++;
    steps += way.steps().size();
  }

  @ParameterizedTest
  @CsvSource({
    "A_RESULT_OF_ANY_EPOCH_COUNTS, UNHEARD",
    "A_STALE_DECISION_STANDS, LINES",
    "NO_LETTER_FOR_WHO_STOPS, RESULTS",
    "AN_END_WITH_PARKED_TASKS, HASTE",
    "A_CLAIM_KEEPS_THE_EPOCH, UNHEARD",
    "A_LOST_LEASE_IS_NOT_COUNTED, POISON",
    "A_STOPPED_TASK_RUNS_AGAIN, LATE",
    "A_RESOLVED_DOUBT_PARKS_AGAIN, DOUBT",
    "A_DOUBT_RESOLVED_LONG_AGO_GOES_ON, DOUBT"
  })
  void a_broken_line_is_noticed(Flaw flaw, World in) throws SQLException {
    var sound = flaw.enter(connection);
    Optional<Way> telling;
    try {
      telling = telling(in);
    } finally {
      Flaw.execute(connection, sound);
    }
    assertThat(telling).as("a way of %s on which %s shows", in, flaw).isPresent();
    var otherwise = Walk.along(telling.orElseThrow(), stores, connection);
    assertThat(otherwise).as("what shows when nothing is broken").isEmpty();
  }

  /** The first way on which the two part. */
  private static Optional<Way> telling(World world) throws SQLException {
    for (var way : waysOf(world)) {
      if (Walk.along(way, stores, connection).isPresent()) {
        return Optional.of(way);
      }
    }
    return Optional.empty();
  }

  private static List<Way> waysOf(World world) {
    return WHOLE.contains(world)
        ? EveryKind.ways(world)
        : LongStream.rangeClosed(1, UNTIL_NOTICED).mapToObj(seed -> Way.by(world, seed)).toList();
  }
}
