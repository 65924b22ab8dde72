package dev.kinoloom.exploration;

import dev.kinoloom.exploration.Steps.What;
import dev.kinoloom.store.Stores;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** A way through a world by chance, gone in the model and in the database, side by side. */
final class Walk {
  /** Of ten steps one may be such that the model says nothing changes. */
  private static final double IDLE = 0.1;

  private final World world;
  private final long seed;
  private final Bounds bounds;
  private final Steps steps;
  private final Random random;
  private final Connection connection;
  private final SqlWorld sql;
  private final List<String> told = new ArrayList<>();
  private State now;
  private Sight model;
  private Sight database;

  private record Step(What what, int x, int y, int z, State next) {}

  Walk(World world, long seed, Stores stores, Connection connection) throws SQLException {
    this.world = world;
    this.seed = seed;
    this.bounds = world.bounds();
    this.steps = new Steps(bounds, Set.of());
    this.random = new Random(seed);
    this.connection = connection;
    this.sql = new SqlWorld(bounds, stores, connection);
    this.now = new State(bounds);
    this.model = Sight.of(bounds, now);
    this.database = Sight.of(bounds, sql, connection, now);
  }

  /** Goes at most so many steps; answers where the two parted. {@code gone}: is added to. */
  Optional<String> go(int most, Map<What, Integer> gone) throws SQLException {
    for (int i = 0; i < most; i++) {
      var all = next();
      if (all.isEmpty()) {
        return Optional.empty();
      }
      var step = choose(all);
      told.add(step.what().tell(step.x(), step.y(), step.z()));
      gone.merge(step.what(), 1, Integer::sum);
      try {
        sql.go(step.what(), step.x(), step.y(), step.z(), now);
      } catch (AssertionError e) {
        return Optional.of(report(e.toString()));
      }
      now = step.next();
      var difference = look();
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  boolean isAtRest() {
    return new Laws(bounds).isRest(now);
  }

  private List<Step> next() {
    var changing = new ArrayList<Step>();
    var idle = new ArrayList<Step>();
    steps.from(
        now,
        (what, x, y, z, next) ->
            (next.equals(now) ? idle : changing).add(new Step(what, x, y, z, next)));
    return !idle.isEmpty() && (changing.isEmpty() || random.nextDouble() < IDLE) ? idle : changing;
  }

  /** First what, then of whom: rare things are not drowned by those that can happen to many. */
  private Step choose(List<Step> all) {
    var byWhat = new EnumMap<What, List<Step>>(What.class);
    all.forEach(step -> byWhat.computeIfAbsent(step.what(), w -> new ArrayList<>()).add(step));
    var some = List.copyOf(byWhat.values()).get(random.nextInt(byWhat.size()));
    return some.get(random.nextInt(some.size()));
  }

  private Optional<String> look() throws SQLException {
    var modelBefore = model.revisions();
    var databaseBefore = database.revisions();
    model = Sight.of(bounds, now);
    database = Sight.of(bounds, sql, connection, now);
    if (!model.lines().equals(database.lines())) {
      return Optional.of(
          report(
              "the model says%n  %s%nthe database%n  %s"
                  .formatted(
                      String.join("\n  ", model.lines()), String.join("\n  ", database.lines()))));
    }
    for (int j = 0; j < bounds.jobs(); j++) {
      boolean moves = !modelBefore.get(j).equals(model.revisions().get(j));
      if (moves == databaseBefore.get(j).equals(database.revisions().get(j))) {
        return Optional.of(
            report("the revision of job %d moves in one of both only".formatted(j + 1)));
      }
    }
    return Optional.empty();
  }

  private String report(String difference) {
    return "%s, seed %d (-Dexploration.seed=%d):%n  %s%nThen %s"
        .formatted(world, seed, seed, String.join("\n  ", told), difference);
  }
}
