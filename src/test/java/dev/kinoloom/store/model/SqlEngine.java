package dev.kinoloom.store.model;

import dev.kinoloom.domain.Cancelled;
import dev.kinoloom.domain.Claim;
import dev.kinoloom.domain.Decision;
import dev.kinoloom.domain.Fact;
import dev.kinoloom.domain.FactKind;
import dev.kinoloom.domain.Fingerprint;
import dev.kinoloom.domain.Holding;
import dev.kinoloom.domain.JobSnapshot;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.JobSummary;
import dev.kinoloom.domain.Refusal;
import dev.kinoloom.domain.Report;
import dev.kinoloom.domain.Submission;
import dev.kinoloom.store.JobStore;
import dev.kinoloom.store.Stores;
import dev.kinoloom.store.TaskStore;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The real engine: through the stores where they offer a call, else by its SQL function. */
final class SqlEngine implements Engine {
  private static final int ANY_NODE = 1;
  private final Stores stores;
  private final Connection connection;

  SqlEngine(Stores stores, Connection connection) {
    this.stores = stores;
    this.connection = connection;
  }

  /** What the database said to a call past the stores that it would not carry out. */
  static final class Raised extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Raised(SQLException cause) {
      super(cause);
    }
  }

  /**
   * As long as it takes: how fast the machine is, or whether it sleeps in between, is no difference
   * between engines. The limit is for what hangs.
   */
  static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.MINUTES);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    } catch (TimeoutException | InterruptedException e) {
      throw new IllegalStateException("the database did not answer", e);
    }
  }

  @Override
  public int addKey(String name, String secretHash, int slot) {
    return await(stores.keys().create(name, secretHash, slot));
  }

  @Override
  public void keySet(
      int key,
      @Nullable Double weight,
      @Nullable Duration headStart,
      @Nullable Integer maxConcurrent,
      @Nullable Integer maxOpen,
      @Nullable Boolean deadBlocks) {
    ask(
        "select engine_1.key_set(?, ?::real, ?::bigint * interval '1 ms', ?::smallint, ?::int,"
            + " ?::boolean)",
        SqlEngine::nothing,
        key,
        weight,
        headStart == null ? null : headStart.toMillis(),
        maxConcurrent,
        maxOpen,
        deadBlocks);
  }

  @Override
  public void keyPause(int key, boolean paused) {
    ask("select engine_1.key_pause(?, ?)", SqlEngine::nothing, key, paused);
  }

  @Override
  public List<Submission.Answer> accept(List<Submission> batch) {
    return await(stores.jobs().accept(batch));
  }

  @Override
  public int admit(int most, Set<Integer> slots) {
    return await(stores.jobs().admit(most, slots));
  }

  @Override
  public JobStore.Started admitAndClaim(
      int most, Set<Integer> slots, int node, Map<Integer, Integer> wants) {
    return await(stores.jobs().admit(most, slots, node, wants));
  }

  @Override
  public List<Claim> claim(int node, Map<Integer, Integer> wants) {
    return await(stores.tasks().claim(node, wants));
  }

  @Override
  public List<Refusal> finish(List<Report> reports, List<Decision> decisions) {
    return await(stores.tasks().finish(ANY_NODE, reports, decisions));
  }

  @Override
  public TaskStore.Step finishAndClaim(
      int node, List<Report> reports, List<Decision> decisions, Map<Integer, Integer> wants) {
    return await(stores.tasks().step(node, reports, decisions, wants));
  }

  @Override
  public List<JobSnapshot> load(Collection<Long> jobs) {
    return await(stores.jobs().load(jobs));
  }

  @Override
  public List<Long> letters(Duration older, Set<Integer> slots, int most) {
    return await(stores.jobs().letters(older, slots, most));
  }

  @Override
  public boolean progress(int node, long job, int no, int epoch, String data) {
    return await(stores.tasks().progress(node, job, no, epoch, data));
  }

  @Override
  public boolean tell(long job, FactKind kind, String data) {
    return await(stores.facts().tell(job, kind, data));
  }

  @Override
  public OptionalLong intend(int node, long job, int no, int epoch) {
    return ask(
            "select engine_1.intend(?, ?, ?, ?)",
            row -> {
              long id = row.getLong(1);
              return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(id);
            },
            node,
            job,
            no,
            epoch)
        .get(0);
  }

  @Override
  public boolean resolve(long effect, int state, @Nullable String handle, @Nullable String note) {
    return ask(
            "select engine_1.resolve(?, ?::smallint, ?::text, ?::text)",
            row -> row.getBoolean(1),
            effect,
            state,
            handle,
            note)
        .get(0);
  }

  @Override
  public int promote(int most) {
    return await(stores.tasks().promote(most));
  }

  @Override
  public List<DueTimer> fire(int most, Duration again) {
    return ask(
        "select job_id, kind, fire_at, n from engine_1.fire(?, ?::bigint * interval '1 ms')",
        row ->
            new DueTimer(
                row.getLong(1),
                row.getInt(2),
                row.getObject(3, OffsetDateTime.class).toInstant(),
                row.getInt(4)),
        most,
        again.toMillis());
  }

  @Override
  public void retime(long job, int kind, Duration after) {
    ask(
        "select engine_1.retime(?, ?::smallint, ?::bigint * interval '1 ms')",
        SqlEngine::nothing,
        job,
        kind,
        after.toMillis());
  }

  @Override
  public int nodeUp(String name, Duration ttl) {
    return await(stores.nodes().up(name, ttl));
  }

  @Override
  public Optional<List<Holding>> heartbeat(int node, Duration ttl) {
    return await(stores.nodes().heartbeat(node, ttl));
  }

  @Override
  public int reap(int node, Duration ttl, int maxLost) {
    return await(stores.nodes().reap(node, ttl, maxLost));
  }

  @Override
  public int takeOver(int node, int maxLost) {
    return await(stores.nodes().takeOver(node, maxLost));
  }

  @Override
  public void drain(int node) {
    await(stores.nodes().drain(node));
  }

  @Override
  public void undrain(int node) {
    ask("select engine_1.undrain(?)", SqlEngine::nothing, node);
  }

  @Override
  public int leave(int node) {
    return await(stores.nodes().leave(node));
  }

  @Override
  public Cancelled cancel(long job) {
    return await(stores.jobs().cancel(job));
  }

  @Override
  public boolean approve(long job, int rev) {
    return await(stores.jobs().approve(job, rev));
  }

  @Override
  public Optional<Long> replay(long job) {
    return await(stores.jobs().replay(job));
  }

  @Override
  public boolean discard(long job) {
    return await(stores.jobs().discard(job));
  }

  @Override
  public Optional<JobSummary> find(long job) {
    return await(stores.jobs().find(job));
  }

  @Override
  public List<JobSummary> list(int key, Set<JobState> states, long before, int most) {
    return await(stores.jobs().list(key, states, before, most));
  }

  @Override
  public List<Fact> facts(long job, int after, int most) {
    return await(stores.facts().after(job, after, most));
  }

  @Override
  public Optional<String> checkpoint(int key, String hash) {
    var wanted = new Fingerprint(key, hash);
    return Optional.ofNullable(await(stores.tasks().checkpoints(Set.of(wanted))).get(wanted));
  }

  @FunctionalInterface
  private interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** The rest is about the server's condition: connection, resources, shut down, I/O. */
  private static boolean saysWhy(SQLException e) {
    var state = String.valueOf(e.getSQLState());
    return Stream.of("08", "53", "57", "58", "null").noneMatch(state::startsWith);
  }

  private static boolean nothing(ResultSet row) {
    return true;
  }

  private <T> List<T> ask(String sql, Reader<T> reader, @Nullable Object... values) {
    try (var statement = connection.prepareStatement(sql)) {
      return ask(statement, reader, values);
    } catch (SQLException e) {
      throw saysWhy(e) ? new Raised(e) : new IllegalStateException(sql, e);
    }
  }

  private static <T> List<T> ask(
      PreparedStatement statement, Reader<T> reader, @Nullable Object... values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    var answers = new ArrayList<T>();
    try (var rows = statement.executeQuery()) {
      while (rows.next()) {
        answers.add(reader.read(rows));
      }
    }
    return answers;
  }
}
