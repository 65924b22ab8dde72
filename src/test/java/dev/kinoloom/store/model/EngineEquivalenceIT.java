package dev.kinoloom.store.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.kinoloom.store.Database;
import dev.kinoloom.store.Stores;
import dev.kinoloom.store.TestDatabase;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SQL and model, given the same random calls, give the same answers and keep the same rows, to the
 * microsecond: the SQL's clock is made to stand with the model's, so that no real time comes in.
 * With {@code -Dkinoloom.seed=…} (several by comma) and {@code -Dkinoloom.flaw=…} one run is made
 * again, call by call.
 */
class EngineEquivalenceIT {
  private static final Logger LOG = LoggerFactory.getLogger(EngineEquivalenceIT.class);
  private static final int CALLS = 1200;

  /** So many are tried until a flaw is noticed. */
  private static final int SEEDS = 4;

  private static final Duration SHRINKING = Duration.ofSeconds(60);

  private static Vertx vertx;
  private static TestDatabase testDatabase;
  private static Database database;
  private static Connection connection;
  private static Engine sql;

  @BeforeAll
  static void open() throws SQLException {
    vertx = Vertx.vertx();
    testDatabase = TestDatabase.create();
    testDatabase.run(Duel.STANDING_CLOCK);
    database = testDatabase.connectPatiently(vertx, 2);
    connection = testDatabase.open();
    sql = new SqlEngine(Stores.over(database), connection);
  }

  @AfterAll
  static void close() throws SQLException {
    connection.close();
    SqlEngine.await(database.close());
    SqlEngine.await(vertx.close());
    testDatabase.close();
  }

  /** Three that are always the same, and one by chance. */
  static LongStream seeds() {
    return given("kinoloom.seed")
        .map(seeds -> Stream.of(seeds.split(",")).mapToLong(Long::parseLong))
        .orElseGet(() -> LongStream.of(1, 2, 3, ThreadLocalRandom.current().nextInt(1_000_000)));
  }

  static Stream<Flaw> flaws() {
    return given("kinoloom.flaw")
        .map(name -> Stream.of(Flaw.valueOf(name)))
        .orElseGet(() -> Stream.of(Flaw.values()));
  }

  private static Optional<String> given(String property) {
    return Optional.ofNullable(System.getProperty(property));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void sql_and_model_are_one_engine(long seed) throws SQLException {
    LOG.info("equivalence seed={} calls={}", seed, CALLS);
    var duel = Duel.begin(connection, sql);
    var difference = play(duel, seed);
    if (difference.isPresent()) {
      report(seed, duel.steps(), difference.get());
    }
  }

  @ParameterizedTest
  @MethodSource("flaws")
  void one_broken_line_is_noticed(Flaw flaw) throws SQLException {
    var sound = flaw.enter(connection);
    try {
      assertThat(noticed(flaw)).as("difference made by %s", flaw).isPresent();
    } finally {
      Flaw.execute(connection, sound);
    }
  }

  /** The first difference, to the call; what is logged names what to give to see it again. */
  private static Optional<Difference> noticed(Flaw flaw) throws SQLException {
    var seeds = given("kinoloom.seed").isPresent() ? seeds() : LongStream.rangeClosed(1, SEEDS);
    for (long seed : seeds.toArray()) {
      var duel = Duel.begin(connection, sql);
      if (play(duel, seed).isPresent()) {
        var difference = Duel.again(connection, sql, duel.steps(), Duel.LOOK_EVERY);
        LOG.info(
            "flaw noticed, again by -Dkinoloom.flaw={} -Dkinoloom.seed={} {}",
            flaw,
            seed,
            difference.map(Difference::toString).orElse("(not again)"));
        return difference;
      }
      LOG.info("flaw not noticed flaw={} seed={} calls={}", flaw, seed, CALLS);
    }
    return Optional.empty();
  }

  private static Optional<Difference> play(Duel duel, long seed) throws SQLException {
    var gambler = new Gambler(seed, duel.model);
    for (int i = 0; i < CALLS; i++) {
      var difference = duel.play(gambler.next());
      if (difference.isPresent()) {
        return difference;
      }
    }
    return duel.look();
  }

  private static void report(long seed, List<Step> steps, Difference difference)
      throws SQLException {
    LOG.error("equivalence differs, again by -Dkinoloom.seed={} {}", seed, difference);
    var fewest = shrink(steps);
    fail(
        "SQL and model differ, seed %d, %s%n%nThe fewest calls that differ:%n%s%n%n%s",
        seed,
        difference,
        String.join("\n", fewest.stream().map(Step::toString).toList()),
        replay(fewest).map(Difference::toString).orElse("(not again)"));
  }

  /** Drops calls, many at first, as long as the rest still differs. */
  private static List<Step> shrink(List<Step> steps) throws SQLException {
    var fewest = steps;
    long until = System.nanoTime() + SHRINKING.toNanos();
    for (int chunk = Math.max(1, steps.size() / 2); chunk > 0; chunk /= 2) {
      for (int from = 0; from < fewest.size() && System.nanoTime() < until; ) {
        var fewer = new ArrayList<>(fewest.subList(0, from));
        fewer.addAll(fewest.subList(Math.min(fewest.size(), from + chunk), fewest.size()));
        if (replay(fewer).isPresent()) {
          fewest = fewer;
        } else {
          from += chunk;
        }
      }
    }
    return fewest;
  }

  private static Optional<Difference> replay(List<Step> steps) throws SQLException {
    return Duel.again(connection, sql, steps, 0);
  }
}
