package dev.kinoloom.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What the engine promises, one scenario a promise or more. */
class EngineScenariosIT {
  private static TestDatabase database;
  private static Connection connection;

  @BeforeAll
  static void open() throws SQLException {
    database = TestDatabase.create();
    connection = database.open();
    Scenarios.prepare(connection);
  }

  @AfterAll
  static void close() throws SQLException {
    connection.close();
    database.close();
  }

  @TestFactory
  Stream<DynamicTest> the_engine_keeps_its_promises() {
    var scenarios = Scenarios.all();
    assertThat(scenarios).hasSize(102);
    return Stream.concat(
        scenarios.stream().map(s -> dynamicTest(s.name(), () -> s.run(connection))),
        Stream.of(
            dynamicTest(
                ThreeConnections.NAME,
                () -> assertThat(new ThreeConnections(database.address()).startInOrder()).isTrue()),
            dynamicTest(
                "the history is clean", () -> HistoryCheck.assertClean(database.address()))));
  }
}
