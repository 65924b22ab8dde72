package dev.kinoloom.store;

import static java.lang.String.join;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The scenarios see it when one line of the engine is broken. */
class BrokenEngineIT {
  private static final Logger LOG = LoggerFactory.getLogger(BrokenEngineIT.class);

  enum Variant {
    NO_EPOCH(
        "V262__settle.sql", "t.epoch = r.ep\n      and t.state + 0 = 1;", "t.state in (0, 1, 2);"),
    NO_REV(
        "V262__settle.sql",
        "if j_rev[i] = rev[i] and not bad[i]",
        "if j_rev[i] >= 0 and not bad[i]"),
    NO_LETTER(
        "V262__settle.sql", "wake[i] := (st[i] = 1 and j_state[i] = 3)::int;", "wake[i] := 0;"),
    NO_INTENT_INDEX(
        "V005__effects.sql", "create unique index effect_one", "create index effect_one"),
    NO_KEY_LOCK(
        "V267__accept_texts.sql",
        "perform 1 from vkey where key_id = any(keys) order by key_id for update;",
        "");

    private final String file;
    private final String line;
    private final String broken;

    Variant(String file, String line, String broken) {
      this.file = file;
      this.line = line;
      this.broken = broken;
    }

    String apply(Path migration, String sql) {
      if (!migration.endsWith(file)) {
        return sql;
      }
      assertThat(sql).containsOnlyOnce(line);
      return sql.replace(line, broken);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_broken_line_turns_a_scenario_red(Variant variant) throws Exception {
    try (var database = TestDatabase.createEmpty();
        var connection = database.open()) {
      install(connection, variant);
      Scenarios.prepare(connection);
      var red = red(database, connection);
      LOG.info("broken engine variant={} red={}\n  {}", variant, red.size(), join("\n  ", red));
      assertThat(red).as("scenarios that saw it").isNotEmpty();
    }
  }

  /** All that turned red: the first one saw it, later ones may only miss what it left undone. */
  private static List<String> red(TestDatabase database, Connection connection)
      throws SQLException {
    var red = new ArrayList<String>();
    for (var scenario : Scenarios.all()) {
      try {
        scenario.run(connection);
      } catch (AssertionError e) {
        red.add(String.valueOf(e.getMessage()).lines().findFirst().orElse(scenario.name()));
      }
    }
    if (!new ThreeConnections(database.address()).startInOrder()) {
      red.add(ThreeConnections.NAME);
    }
    return red;
  }

  private static void install(Connection connection, Variant variant)
      throws SQLException, IOException, URISyntaxException {
    int found = 0;
    try (var statement = connection.createStatement()) {
      statement.execute("create schema kinoloom");
      for (var migration : migrations()) {
        var sql = Files.readString(migration);
        var applied = variant.apply(migration, sql);
        found += applied.equals(sql) ? 0 : 1;
        statement.execute(applied);
      }
    }
    assertThat(found).as("files that were broken").isOne();
  }

  private static List<Path> migrations() throws IOException, URISyntaxException {
    var root =
        Path.of(Objects.requireNonNull(BrokenEngineIT.class.getResource("/db/migration")).toURI());
    try (var files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".sql"))
          .sorted(Comparator.comparing(file -> String.valueOf(file.getFileName())))
          .toList();
    }
  }
}
