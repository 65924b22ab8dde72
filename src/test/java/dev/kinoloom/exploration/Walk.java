package dev.kinoloom.exploration;

import dev.kinoloom.store.Stores;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Collectors;

/** A way of the model, gone in the database too: after each step both must stand alike. */
final class Walk {
  private final Way way;
  private final Bounds bounds;
  private final Connection connection;
  private final SqlWorld sql;
  private Sight model;
  private Sight database;

  private Walk(Way way, Stores stores, Connection connection) throws SQLException {
    this.way = way;
    this.bounds = way.world().bounds();
    this.connection = connection;
    this.sql = new SqlWorld(bounds, stores, connection);
    var beginning = new State(bounds);
    this.model = Sight.of(bounds, beginning);
    this.database = Sight.of(bounds, sql, connection, beginning);
  }

  /** Goes it; answers where the two parted. */
  static Optional<String> along(Way way, Stores stores, Connection connection) throws SQLException {
    var walk = new Walk(way, stores, connection);
    int gone = 0;
    for (var step : way.steps()) {
      gone++;
      var difference = walk.go(step);
      if (difference.isPresent()) {
        return Optional.of(walk.report(gone, difference.get()));
      }
    }
    return Optional.empty();
  }

  private Optional<String> go(Step step) throws SQLException {
    try {
      sql.go(step.what(), step.x(), step.y(), step.z(), step.before());
    } catch (AssertionError e) {
      return Optional.of(e.toString());
    }
    return look(step.after());
  }

  private Optional<String> look(State now) throws SQLException {
    var modelBefore = model.revisions();
    var databaseBefore = database.revisions();
    model = Sight.of(bounds, now);
    database = Sight.of(bounds, sql, connection, now);
    if (!model.lines().equals(database.lines())) {
      return Optional.of(
          "the model says%n  %s%nthe database%n  %s"
              .formatted(
                  String.join("\n  ", model.lines()), String.join("\n  ", database.lines())));
    }
    for (int j = 0; j < bounds.jobs(); j++) {
      boolean moves = !modelBefore.get(j).equals(model.revisions().get(j));
      if (moves == databaseBefore.get(j).equals(database.revisions().get(j))) {
        return Optional.of("the revision of job %d moves in one of both only".formatted(j + 1));
      }
    }
    return Optional.empty();
  }

  private String report(int gone, String difference) {
    return "%s, %s:%n  %s%nThen %s"
        .formatted(
            way.world(),
            way.name(),
            way.steps().stream()
                .limit(gone)
                .map(Step::toString)
                .collect(Collectors.joining("\n  ")),
            difference);
  }
}
