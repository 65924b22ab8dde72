package dev.kinoloom.exploration;

import dev.kinoloom.domain.Decision;
import dev.kinoloom.domain.Decision.NewFact;
import dev.kinoloom.domain.Decision.NewTask;
import dev.kinoloom.domain.FactKind;
import dev.kinoloom.domain.JobSnapshot;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.Report;
import dev.kinoloom.domain.Submission;
import dev.kinoloom.exploration.Protocol.Outcome;
import dev.kinoloom.exploration.Protocol.Proposal;
import dev.kinoloom.exploration.Protocol.Result;
import dev.kinoloom.exploration.State.Rest;
import dev.kinoloom.exploration.Steps.What;
import dev.kinoloom.store.Stores;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The real engine in the model's world: what a step tells is done by its functions. Every task has
 * a lane of its own, and every key a slot, so that a call can mean one of them. A lease runs out,
 * and a wait is over, when the model says so.
 */
final class SqlWorld {
  private static final Duration TTL = Duration.ofHours(1);

  /** Rows, not tables: of so few that is sooner done. */
  private static final String CLEAR =
      """
      delete from kinoloom.job_event; delete from kinoloom.timer; delete from kinoloom.effect;
      delete from kinoloom.checkpoint; delete from kinoloom.task; delete from kinoloom.job;
      delete from kinoloom.api_key; delete from kinoloom.vkey; delete from kinoloom.node;
      """;

  private final Bounds bounds;
  private final Protocol protocol;
  private final Stores stores;
  private final Connection connection;
  private final int[] keys;
  final long[] jobs;

  /** Under which id each node is known now. */
  final int[] nodes = new int[State.NODES];

  /** The paid call that each node began last; and whoever did. */
  private final long[] effects = new long[State.NODES];

  private long lastEffect;

  /** What the slow decider saw. */
  private @Nullable JobSnapshot seen;

  SqlWorld(Bounds bounds, Stores stores, Connection connection) throws SQLException {
    this.bounds = bounds;
    this.protocol = new Protocol(bounds, Set.of());
    this.stores = stores;
    this.connection = connection;
    this.jobs = new long[bounds.jobs()];
    run(CLEAR);
    this.keys =
        IntStream.range(0, bounds.keys())
            .map(key -> await(stores.keys().create("key " + key, "secret " + key, key)))
            .toArray();
    for (int n = 0; n < State.NODES; n++) {
      nodes[n] = up(n);
    }
  }

  static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(5, TimeUnit.MINUTES);
    } catch (ExecutionException | TimeoutException | InterruptedException e) {
      throw new AssertionError("the database did not answer", e);
    }
  }

  private void run(String sql, @Nullable Object... values) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.execute();
    }
  }

  private int up(int n) {
    return await(stores.nodes().up(n == 0 ? "A" : "B", TTL));
  }

  /** Does what is told; {@code before}: the model's state then. */
  void go(What what, int x, int y, int z, State before) throws SQLException {
    switch (what) {
      case ACCEPT -> accept(x);
      case START -> await(stores.jobs().admit(1, Set.of(bounds.keyOfJob().get(x))));
      case CANCEL -> await(stores.jobs().cancel(jobs[x]));
      case CLAIM, CLAIM_LOST -> await(stores.tasks().claim(nodes[y], Map.of(x + 1, 1)));
      case CLAIM_LATE -> claimLate(x, y);
      case END -> end(x, Outcome.values()[z], before);
      case LETTER -> finish(result(x, y, z), null);
      case TOGETHER -> finish(result(x, y, z), together(result(x, y, z), before));
      case SLOW -> seen = snapshot(bounds.jobOf(x));
      case SLOW_LOOK -> seen = snapshot(x);
      case SLOW_COMMIT -> slowCommit(before);
      case DECIDE -> finish(null, decision(snapshot(x), x, proposal(before, x)));
      case RASH -> finish(null, decision(snapshot(x), x, Proposal.values()[z]));
      case PROMOTE -> promote(x);
      case DIE, PAUSE -> lapse(nodes[x]);
      case WAKE -> expect(isKnown(x), "who woke up in time is still known");
      case HEAR -> {
        expect(!isKnown(x), "who was buried is told so");
        nodes[x] = up(x);
      }
      case RETURN -> nodes[x] = up(x);
      case REAP -> reap(before);
      case INTEND -> intend(x, before);
      case REFUSED -> resolve(effects[x], State.VOID, null);
      case KNOW -> resolve(effects[x], State.KNOWN, "handle " + effects[x]);
      case OPERATOR ->
          resolve(lastEffect, before.get(Rest.CREATES) > 0 ? State.KNOWN : State.VOID, null);
      case SEND, SLOW_LOST, ORPHAN -> {} // nothing of it reaches the database
      case DRAW, COMMIT, FIND, START_LATE ->
          throw new AssertionError(what + " is of broken worlds only");
    }
  }

  private static void expect(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError("not so: " + what);
    }
  }

  private void accept(int job) {
    var wish =
        new Submission(
            keys[bounds.keyOfJob().get(job)], null, "c0ffee", "{}", bounds.first(job) + 1);
    jobs[job] = await(stores.jobs().accept(List.of(wish))).get(0).job();
  }

  /** It was on its way to the database when its node was buried. */
  private void claimLate(int t, int node) throws SQLException {
    run(
        """
        update kinoloom.task set state = 1, node = ?, epoch = epoch + 1
        where job_id = ? and no = ? and state = 0
        """,
        nodes[node],
        jobs[bounds.jobOf(t)],
        no(t));
  }

  private void end(int t, Outcome outcome, State before) throws SQLException {
    if (!protocol.isPaid(t) || before.get(Rest.EFFECT) != State.KNOWN) {
      return;
    }
    if (outcome == Outcome.DONE) {
      resolve(lastEffect, State.FETCHED, null);
    }
    if (outcome == Outcome.STOPPED) {
      resolve(lastEffect, State.VOID, null); // cancelled there
    }
  }

  private int no(int t) {
    return t - bounds.first(bounds.jobOf(t)) + 1;
  }

  private static Result result(int t, int epoch, int outcome) {
    return new Result(t, epoch, Outcome.values()[outcome]);
  }

  private JobSnapshot snapshot(int job) {
    return await(stores.jobs().load(List.of(jobs[job]))).get(0);
  }

  private Proposal proposal(State seen, int job) {
    return Objects.requireNonNull(protocol.decide(seen, job));
  }

  private Decision together(Result result, State before) {
    int job = bounds.jobOf(result.task());
    var then = before.copy();
    protocol.finish(then, job, result, null);
    return decision(snapshot(job), job, proposal(then, job));
  }

  private void slowCommit(State before) {
    int job = before.get(Rest.SLOW_JOB);
    int epoch = before.get(Rest.SLOW_EPOCH);
    var result =
        epoch == 0
            ? null
            : result(before.get(Rest.SLOW_TASK), epoch, before.get(Rest.SLOW_OUTCOME));
    var proposal = Proposal.values()[before.get(Rest.SLOW_KIND) - 1];
    finish(result, decision(Objects.requireNonNull(seen), job, proposal));
  }

  private void finish(@Nullable Result result, @Nullable Decision decision) {
    await(
        stores
            .tasks()
            .finish(
                nodes[0],
                result == null ? List.of() : List.of(report(result)),
                decision == null ? List.of() : List.of(decision)));
  }

  private Report report(Result result) {
    var outcome =
        switch (result.outcome()) {
          case HANDED_BACK -> Report.Outcome.HANDED_BACK;
          case RETRY -> Report.Outcome.RETRY;
          case PARKED -> Report.Outcome.PARKED;
          case DONE -> Report.Outcome.DONE;
          case FAILED -> Report.Outcome.FAILED;
          case STOPPED -> Report.Outcome.STOPPED;
        };
    int t = result.task();
    return new Report(
        jobs[bounds.jobOf(t)],
        no(t),
        result.epoch(),
        outcome,
        outcome == Report.Outcome.RETRY ? TTL : Duration.ZERO,
        "{}",
        null);
  }

  private Decision decision(JobSnapshot job, int number, Proposal proposal) {
    return switch (proposal) {
      case GO_ON -> Decision.goOn(job, List.of(), List.of());
      case PLAN -> Decision.goOn(job, further(number), List.of());
      case HOLD -> Decision.hold(job, Decision.Hold.DOUBT, fact(FactKind.HELD));
      case STOP ->
          Decision.stop(job, job.target() == null ? JobState.FAILED : job.target(), List.of());
      case COMPLETE -> Decision.end(job, JobState.COMPLETED, fact(FactKind.COMPLETED));
      case FAIL -> Decision.end(job, JobState.FAILED, fact(FactKind.FAILED));
      case CANCEL -> Decision.end(job, JobState.CANCELLED, fact(FactKind.CANCELLED));
    };
  }

  private List<NewTask> further(int job) {
    return IntStream.range(bounds.first(job) + 1, bounds.end(job))
        .mapToObj(t -> new NewTask(no(t), t + 1, 0))
        .toList();
  }

  private static List<NewFact> fact(FactKind kind) {
    return List.of(new NewFact(kind, "{}"));
  }

  private void promote(int t) throws SQLException {
    run(
        "update kinoloom.task set due = clock_timestamp() where job_id = ? and no = ?",
        jobs[bounds.jobOf(t)],
        no(t));
    await(stores.tasks().promote(100));
  }

  private void lapse(int node) throws SQLException {
    run(
        "update kinoloom.node set lease_until = clock_timestamp() - interval '1 s' where id = ?",
        node);
  }

  private boolean isKnown(int n) {
    return await(stores.nodes().heartbeat(nodes[n], TTL)).isPresent();
  }

  /** By a node that was up for long enough to judge. */
  private void reap(State before) throws SQLException {
    int judge = before.node(0) == State.UP ? nodes[0] : nodes[1];
    run(
        "update kinoloom.node set steady_since = clock_timestamp() - interval '1 day' where id = ?",
        judge);
    await(stores.nodes().reap(judge, TTL, bounds.poison()));
  }

  private void intend(int n, State before) throws SQLException {
    try (var statement = connection.prepareStatement("select engine_1.intend(?, ?, 1, ?)")) {
      statement.setInt(1, nodes[n]);
      statement.setLong(2, jobs[0]);
      statement.setInt(3, before.runs(n, 0));
      try (var row = statement.executeQuery()) {
        row.next();
        effects[n] = row.getLong(1);
        expect(!row.wasNull(), "the call may be made");
        lastEffect = effects[n];
      }
    }
  }

  private void resolve(long effect, int state, @Nullable String handle) throws SQLException {
    run(
        "select engine_1.resolve(?, ?::smallint, ?::text, null)",
        effect,
        state - State.INTENT,
        handle);
  }
}
