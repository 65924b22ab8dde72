package dev.kinoloom.store.model;

import dev.kinoloom.store.StoreRejected;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The same calls on SQL and model, from the beginning; their clocks stand and move together. */
final class Duel {
  /** How often all rows are compared; the answers are compared each time. */
  static final int LOOK_EVERY = 10;

  /** Beside the engine, for the tests: a clock that its functions find before the real one. */
  static final String STANDING_CLOCK =
      """
      create schema standing;
      create table standing.clock (at timestamptz not null);
      insert into standing.clock values ('2030-01-01Z');
      create function standing.clock_timestamp() returns timestamptz
      language sql volatile as 'select at from standing.clock';
      do $$
      declare
        f regprocedure;
      begin
        execute format(
          'alter database %I set synchronous_commit = off', current_database());
        for f in select oid::regprocedure from pg_proc
          where pronamespace = 'engine_1'::regnamespace
        loop
          execute format(
            'alter function %s set search_path = standing, pg_catalog, kinoloom, engine_1', f);
        end loop;
      end $$;
      alter table kinoloom.node
        alter column steady_since set default standing.clock_timestamp();
      """;

  private static final String CLEAR =
      """
      truncate kinoloom.node, kinoloom.vkey, kinoloom.api_key, kinoloom.job, kinoloom.task,
        kinoloom.effect, kinoloom.job_event, kinoloom.timer, kinoloom.checkpoint restart identity;
      alter sequence kinoloom.job_id_seq restart;
      """;

  private final Connection connection;
  private final Engine sql;
  private final ModelClock clock = new ModelClock();
  final EngineModel model = new EngineModel(clock);
  private final List<Step> steps = new ArrayList<>();

  private Duel(Connection connection, Engine sql) {
    this.connection = connection;
    this.sql = sql;
  }

  static Duel begin(Connection connection, Engine sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(CLEAR);
    }
    var duel = new Duel(connection, sql);
    duel.setClock(duel.clock.instant());
    Gambler.openKeys(duel.model);
    Gambler.openKeys(sql);
    return duel;
  }

  private void setClock(Instant now) throws SQLException {
    try (var statement = connection.prepareStatement("update standing.clock set at = ?")) {
      statement.setObject(1, now.atOffset(ZoneOffset.UTC));
      statement.executeUpdate();
    }
  }

  /** The calls of a run again, with a look at the rows after each of the last {@code looks}. */
  static Optional<Difference> again(Connection connection, Engine sql, List<Step> steps, int looks)
      throws SQLException {
    var duel = begin(connection, sql);
    var difference = Optional.<Difference>empty();
    for (var step : steps) {
      difference = duel.play(step);
      if (difference.isEmpty() && duel.steps.size() > steps.size() - looks) {
        difference = duel.look();
      }
      if (difference.isPresent()) {
        return difference;
      }
    }
    return duel.look();
  }

  List<Step> steps() {
    return List.copyOf(steps);
  }

  /** Makes the call on both; answers how they differ. */
  Optional<Difference> play(Step step) throws SQLException {
    steps.add(step);
    clock.pass(step.time());
    setClock(clock.instant());
    var call = step.call().apply(model);
    var expected = answer(call, model);
    var given = answerOrFailure(call);
    if (!expected.equals(given)) {
      return differ("model answers %s%nSQL answers   %s".formatted(expected, given));
    }
    return steps.size() % LOOK_EVERY == 0 ? look() : Optional.empty();
  }

  /** A flawed engine may also raise; a database that did not answer says nothing of the engine. */
  private String answerOrFailure(Function<Engine, Object> call) {
    try {
      return answer(call, sql);
    } catch (StoreRejected | SqlEngine.Raised e) {
      return "raises " + e;
    }
  }

  private static String answer(Function<Engine, Object> call, Engine engine) {
    return call.apply(engine).toString().replace("\": ", "\":").replace(", \"", ",\"");
  }

  /** Compares all rows. */
  Optional<Difference> look() throws SQLException {
    var difference = ModelState.difference(ModelState.of(model), SqlState.of(connection));
    return difference.isEmpty() ? Optional.empty() : differ(String.join("\n", difference));
  }

  private Optional<Difference> differ(String what) {
    return Optional.of(new Difference(steps.size(), steps.get(steps.size() - 1), what));
  }
}
