package dev.kinoloom.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.domain.Claim;
import dev.kinoloom.domain.Decision;
import dev.kinoloom.domain.JobSnapshot;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.Report;
import dev.kinoloom.domain.Report.Outcome;
import dev.kinoloom.domain.Submission;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The stores over a database of their own, and the first steps of most stories. */
final class OpenStores implements AutoCloseable {
  static final Duration HOUR = Duration.ofHours(1);
  private static final AtomicInteger NAMES = new AtomicInteger();

  private final Vertx vertx = Vertx.vertx();
  private final TestDatabase testDatabase = TestDatabase.create();
  private final Database database = testDatabase.connect(vertx);
  private final Stores stores = Stores.over(database);
  private final Operations operations = Operations.over(database);

  static <T> T await(Future<T> future) {
    try {
      return future.await(30, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("no answer", e);
    }
  }

  TestDatabase database() {
    return testDatabase;
  }

  JobStore jobs() {
    return stores.jobs();
  }

  TaskStore tasks() {
    return stores.tasks();
  }

  NodeStore nodes() {
    return stores.nodes();
  }

  KeyStore keys() {
    return stores.keys();
  }

  FactStore facts() {
    return stores.facts();
  }

  /** Clients for stores that not every story needs. */
  Database connected() {
    return database;
  }

  Operations operations() {
    return operations;
  }

  int key() {
    var name = "key " + NAMES.incrementAndGet();
    return await(keys().create(name, "secret of " + name, 7));
  }

  int node() {
    return await(nodes().up("node " + NAMES.incrementAndGet(), HOUR));
  }

  static Submission submission(int key, @Nullable String idempotencyKey, String payload) {
    return new Submission(key, idempotencyKey, "c0ffee", payload, 1);
  }

  long accepted(int key) {
    return await(jobs().accept(List.of(submission(key, null, "{}")))).get(0).job();
  }

  /** A job whose first task this node runs. */
  Claim running(int node, int key) {
    long job = accepted(key);
    await(jobs().admit(100, Set.of()));
    return claims(node, 1).stream().filter(c -> c.job() == job).findFirst().orElseThrow();
  }

  List<Claim> claims(int node, int lane) {
    return await(tasks().claim(node, Map.of(lane, 100)));
  }

  JobSnapshot snapshot(long job) {
    return await(jobs().load(List.of(job))).get(0);
  }

  static Report report(Claim claim, Outcome outcome, Duration after, @Nullable String result) {
    return new Report(claim.job(), claim.no(), claim.epoch(), outcome, after, result, null);
  }

  static Report done(Claim claim) {
    return report(claim, Outcome.DONE, Duration.ZERO, "{\"epoch\":" + claim.epoch() + "}");
  }

  /** A report that is taken, with nothing decided of its job. */
  void reported(int node, Report report) {
    taken(node, List.of(report), List.of());
  }

  /** Its task is done, and this is decided of its job. */
  void decided(int node, Claim claim, Decision decision) {
    taken(node, List.of(done(claim)), List.of(decision));
  }

  /** Its only task is done and the job ends so. */
  void end(int node, Claim claim, JobState state) {
    decided(node, claim, ended(claim.job(), state));
  }

  /** Nothing of the job is under way, and it ends so. */
  void end(int node, long job, JobState state) {
    taken(node, List.of(), List.of(ended(job, state)));
  }

  private Decision ended(long job, JobState state) {
    return Decision.end(snapshot(job), state, List.of(lastFact(state)));
  }

  private void taken(int node, List<Report> reports, List<Decision> decisions) {
    assertThat(await(tasks().finish(node, reports, decisions))).isEmpty();
  }

  static Decision.NewFact lastFact(JobState state) {
    return new Decision.NewFact(
        switch (state) {
          case COMPLETED -> dev.kinoloom.domain.FactKind.COMPLETED;
          case FAILED -> dev.kinoloom.domain.FactKind.FAILED;
          default -> dev.kinoloom.domain.FactKind.CANCELLED;
        },
        "{}");
  }

  @Override
  public void close() {
    await(database.close());
    await(vertx.close());
    testDatabase.close();
  }
}
