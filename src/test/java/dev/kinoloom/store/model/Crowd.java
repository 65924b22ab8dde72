package dev.kinoloom.store.model;

import dev.kinoloom.domain.Checked;
import dev.kinoloom.domain.Decision;
import dev.kinoloom.domain.DueCheck;
import dev.kinoloom.domain.JobSnapshot;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.Report.Outcome;
import dev.kinoloom.domain.TaskState;
import dev.kinoloom.domain.Tracked;
import dev.kinoloom.store.Database;
import dev.kinoloom.store.DatabaseAddress;
import dev.kinoloom.store.Operations;
import dev.kinoloom.store.Stores;
import dev.kinoloom.store.TestDatabase;
import dev.kinoloom.store.TimerStore;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passers on one database, each on a thread and on connections of its own, and an operator among
 * them.
 */
final class Crowd implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Crowd.class);
  private static final int PASSERS = 8;
  private static final int CHECKERS = 2;

  private final Vertx vertx = Vertx.vertx();
  private final TestDatabase testDatabase = TestDatabase.create();
  private final List<Database> databases = new ArrayList<>();
  private final List<Connection> connections = new ArrayList<>();
  private final List<Passer> passers = new ArrayList<>();
  private final Engine engine = engine();
  private final Overseer overseer;
  private final TimerStore timers;

  Crowd() throws SQLException {
    var another = testDatabase.connectPatiently(vertx, 2);
    databases.add(another);
    timers = TimerStore.over(another);
    long seed = Long.getLong("kinoloom.seed", ThreadLocalRandom.current().nextInt(1_000_000));
    LOG.info("crowd seed={} passers={}", seed, PASSERS);
    for (int i = 1; i <= Passer.KEYS; i++) {
      int key = engine.addKey("key " + i, "%064x".formatted(i), i);
      engine.keySet(key, null, null, 4, 40, null);
    }
    for (int i = 0; i < PASSERS; i++) {
      passers.add(new Passer(seed + i, engine()));
    }
    overseer = new Overseer(seed, Operations.over(databases.get(0)));
  }

  private Engine engine() throws SQLException {
    var database = testDatabase.connectPatiently(vertx, 1);
    var connection = testDatabase.open();
    databases.add(database);
    connections.add(connection);
    return new SqlEngine(Stores.over(database), connection);
  }

  DatabaseAddress address() {
    return testDatabase.address();
  }

  /** Puts another line into a function. */
  void breakLine(String function, String right, String wrong) throws SQLException {
    Flaw.enter(connections.get(0), function, right, wrong);
  }

  /** Each of them makes {@code calls} calls, all at once; answers what failed. */
  List<String> call(int calls) throws Exception {
    var threads = Executors.newFixedThreadPool(PASSERS + CHECKERS + 1);
    try {
      var all = new ArrayList<Callable<List<String>>>();
      passers.forEach(passer -> all.add(() -> call(passer::call, calls)));
      all.add(() -> call(overseer::call, calls));
      for (int i = 0; i < CHECKERS; i++) {
        all.add(() -> call(this::check, calls));
      }
      var failures = new ArrayList<String>();
      for (var done : threads.invokeAll(all)) {
        failures.addAll(done.get());
      }
      return failures;
    } finally {
      threads.shutdownNow();
    }
  }

  /** Makes the progress checks that are due, and tells something of each. */
  private void check() {
    var due = SqlEngine.await(timers.take(10, Duration.ofMillis(1)));
    var jobs = SqlEngine.await(timers.look(due.stream().map(DueCheck::job).toList()));
    SqlEngine.await(timers.settle(jobs.stream().map(Crowd::checked).toList()));
  }

  private static Checked checked(Tracked job) {
    var state = job.state();
    boolean ended = state == null || state.isFinal();
    return new Checked(
        job.job(), job.lastSeq(), ended ? null : Duration.ZERO, 0, "{\"estimated\":true}");
  }

  private static List<String> call(Runnable once, int calls) {
    var failures = new ArrayList<String>();
    for (int i = 0; i < calls; i++) {
      try {
        once.run();
      } catch (RuntimeException e) {
        failures.add(e.toString());
      }
    }
    return failures;
  }

  /** From now on everybody does his duty: what can end must end. */
  void comeToRest() throws SQLException {
    int node = engine.nodeUp("diligent", Passer.TTL);
    engine.takeOver(node, 3);
    for (int key = 1; key <= Passer.KEYS; key++) {
      engine.keySet(key, null, null, null, null, false);
      engine.keyPause(key, false);
    }
    for (int round = 0; round < 200 && isOpen(); round++) {
      openEffects().forEach(effect -> engine.resolve(effect, 2, null, "void"));
      engine
          .list(0, Set.of(JobState.HELD), 0, 1000)
          .forEach(job -> engine.approve(job.job(), load(job.job()).rev()));
      testDatabase.run("update kinoloom.task set due = clock_timestamp() where state = 2");
      engine.promote(1000);
      engine.admit(100, Set.of());
      work(node);
      engine.letters(Duration.ZERO, Set.of(), 1000).forEach(this::decide);
    }
  }

  private JobSnapshot load(long job) {
    return engine.load(List.of(job)).get(0);
  }

  private boolean isOpen() {
    var open = Set.of(JobState.QUEUED, JobState.RUNNING, JobState.HELD, JobState.STOPPING);
    return !engine.list(0, open, 0, 1).isEmpty();
  }

  private List<Long> openEffects() throws SQLException {
    try (var statement = connections.get(0).createStatement();
        var rows = statement.executeQuery("select id from kinoloom.effect where state in (0, 1)")) {
      var ids = new ArrayList<Long>();
      while (rows.next()) {
        ids.add(rows.getLong(1));
      }
      return ids;
    }
  }

  private void work(int node) {
    for (var claim : engine.claim(node, Map.of(1, 99, 2, 99, 3, 99))) {
      var outcome = claim.stop() ? Outcome.STOPPED : Outcome.DONE;
      engine.finish(List.of(Scene.report(claim, outcome)), List.of());
    }
  }

  private void decide(long id) {
    var job = load(id);
    var target = job.target();
    boolean busy = job.tasks().stream().anyMatch(task -> !task.state().isAtRest());
    boolean parked = job.tasks().stream().anyMatch(task -> task.state() == TaskState.PARKED);
    if (target == null && parked) {
      engine.finish(List.of(), List.of(Decision.stop(job, JobState.FAILED, List.of())));
    } else if (busy) {
      var decision =
          target == null
              ? Decision.goOn(job, List.of(), List.of())
              : Decision.stop(job, target, List.of());
      engine.finish(List.of(), List.of(decision));
    } else {
      var how = target == null ? JobState.COMPLETED : target;
      engine.finish(List.of(), List.of(Passer.end(job, how)));
    }
  }

  @Override
  public void close() throws SQLException {
    for (var connection : connections) {
      connection.close();
    }
    for (var database : databases) {
      SqlEngine.await(database.close());
    }
    SqlEngine.await(vertx.close());
    testDatabase.close();
  }
}
