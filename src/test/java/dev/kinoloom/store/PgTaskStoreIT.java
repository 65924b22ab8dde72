package dev.kinoloom.store;

import static dev.kinoloom.store.OpenStores.await;
import static dev.kinoloom.store.OpenStores.done;
import static dev.kinoloom.store.OpenStores.report;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.domain.Claim;
import dev.kinoloom.domain.Decision;
import dev.kinoloom.domain.Decision.NewFact;
import dev.kinoloom.domain.Decision.NewTask;
import dev.kinoloom.domain.FactKind;
import dev.kinoloom.domain.Fingerprint;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.Refusal;
import dev.kinoloom.domain.Refusal.What;
import dev.kinoloom.domain.Report;
import dev.kinoloom.domain.Report.Outcome;
import dev.kinoloom.domain.TaskState;
import io.vertx.core.Future;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class PgTaskStoreIT {
  @AutoClose private static final OpenStores stores = new OpenStores();

  @Test
  void a_claim_carries_epoch_and_attempt_and_is_had_once() {
    int node = stores.node();
    Claim claim = stores.running(node, stores.key());
    assertThat(claim).isEqualTo(new Claim(claim.job(), 1, 1, 1, 1, 0, false));
    assertThat(stores.claims(node, 1)).isEmpty();
    assertThat(await(stores.tasks().claim(node, Map.of()))).isEmpty();
  }

  @Test
  void a_result_and_its_decision_are_one_commit() {
    int node = stores.node();
    Claim claim = stores.running(node, stores.key());
    var go =
        Decision.goOn(
            stores.snapshot(claim.job()),
            List.of(new NewTask(2, 20, 0), new NewTask(3, 20, 1)),
            List.of(
                new NewFact(FactKind.PROGRESS, "{\"a\":1}"),
                new NewFact(FactKind.PROGRESS, "{\"a\":2}")));
    var report =
        new Report(claim.job(), 1, 1, Outcome.DONE, Duration.ZERO, "{\"v\":1}", "{\"no\":1}");
    assertThat(await(stores.tasks().finish(node, List.of(report), List.of(go)))).isEmpty();
    assertThat(await(stores.facts().after(claim.job(), 2, 9)))
        .extracting(fact -> fact.seq() + " " + fact.kind() + " " + fact.data())
        .containsExactly(
            "3 TASK_DONE {\"no\": 1}", "4 PROGRESS {\"a\": 1}", "5 PROGRESS {\"a\": 2}");
    assertThat(stores.claims(node, 20)).extracting(Claim::no).containsExactly(2, 3);
  }

  @Test
  void new_tasks_are_claimed_in_the_commit_that_makes_them() {
    int node = stores.node();
    Claim claim = stores.running(node, stores.key());
    Claim fenced = stores.running(node, stores.key());
    var late = new Report(fenced.job(), 1, 9, Outcome.DONE, Duration.ZERO, null, null);
    var go =
        Decision.goOn(
            stores.snapshot(claim.job()),
            List.of(new NewTask(2, 24, 0), new NewTask(3, 24, 1), new NewTask(4, 25, 0)),
            List.of());
    var step =
        await(
            stores
                .tasks()
                .step(node, List.of(done(claim), late), List.of(go), Map.of(24, 1, 25, 9)));
    assertThat(step.refusals()).containsExactly(new Refusal(What.FENCED, fenced.job(), 1));
    assertThat(step.claims())
        .containsExactly(
            new Claim(claim.job(), 2, 1, 24, 1, 0, false),
            new Claim(claim.job(), 4, 1, 25, 1, 0, false));
    assertThat(stores.claims(node, 24)).extracting(Claim::no).containsExactly(3);
  }

  @Test
  void a_report_that_the_store_rejects_fails_no_other_and_claims_nothing() {
    int node = stores.node();
    Claim good = stores.running(node, stores.key());
    Claim bad = stores.running(node, stores.key());
    var go = Decision.goOn(stores.snapshot(good.job()), List.of(new NewTask(2, 26, 0)), List.of());
    var broken = new Report(bad.job(), 1, 1, Outcome.DONE, Duration.ZERO, "no JSON", null);
    var step =
        await(stores.tasks().step(node, List.of(done(good), broken), List.of(go), Map.of(26, 1)));
    assertThat(step.refusals()).containsExactly(new Refusal(What.REJECTED, bad.job(), 1));
    assertThat(step.claims()).isEmpty();
    assertThat(stores.claims(node, 26)).extracting(Claim::no).containsExactly(2);
  }

  @Test
  void what_was_not_taken_is_answered_with_the_reason() {
    int node = stores.node();
    Claim fenced = stores.running(node, stores.key());
    Claim stale = stores.running(node, stores.key());
    Claim busy = stores.running(node, stores.key());
    var late = new Report(fenced.job(), 1, 9, Outcome.DONE, Duration.ZERO, null, null);
    var old = stores.snapshot(stale.job());
    await(stores.tasks().finish(node, List.of(done(stale)), List.of()));
    var refused =
        await(
            stores
                .tasks()
                .finish(
                    node,
                    List.of(late),
                    List.of(
                        Decision.end(old, JobState.COMPLETED, List.of()),
                        Decision.end(stores.snapshot(busy.job()), JobState.COMPLETED, List.of()))));
    assertThat(refused)
        .containsExactlyInAnyOrder(
            new Refusal(What.FENCED, fenced.job(), 1),
            new Refusal(What.STALE, stale.job(), 0),
            new Refusal(What.NOT_AT_REST, busy.job(), 0));
  }

  @Test
  void of_two_decisions_on_one_job_in_one_call_the_second_is_stale() {
    int node = stores.node();
    Claim claim = stores.running(node, stores.key());
    var end =
        Decision.end(
            stores.snapshot(claim.job()),
            JobState.COMPLETED,
            List.of(OpenStores.lastFact(JobState.COMPLETED)));
    assertThat(await(stores.tasks().finish(node, List.of(done(claim)), List.of(end, end))))
        .containsExactly(new Refusal(What.STALE, claim.job(), 0));
    assertThat(stores.snapshot(claim.job()).state()).isEqualTo(JobState.COMPLETED);
    assertThat(await(stores.jobs().find(claim.job())).orElseThrow().endedAt()).isNotNull();
  }

  @Test
  void one_bad_result_does_not_fail_its_neighbours() {
    int node = stores.node();
    var claims = new ArrayList<Claim>();
    IntStream.range(0, 5).forEach(i -> claims.add(stores.running(node, stores.key())));
    var reports = new ArrayList<>(claims.stream().map(OpenStores::done).toList());
    reports.set(2, report(claims.get(2), Outcome.DONE, Duration.ZERO, "{\"a\":\"\\u0000\"}"));
    reports.add(new Report(999_999_999L, 1, 1, Outcome.DONE, Duration.ZERO, null, null));
    assertThat(await(stores.tasks().finish(node, reports, List.of())))
        .containsExactlyInAnyOrder(
            new Refusal(What.REJECTED, claims.get(2).job(), 1),
            new Refusal(What.REJECTED, 999_999_999L, 1));
    assertThat(claims)
        .extracting(claim -> stores.snapshot(claim.job()).tasks().get(0).state())
        .containsExactly(
            TaskState.DONE, TaskState.DONE, TaskState.LEASED, TaskState.DONE, TaskState.DONE);
  }

  @Test
  void a_retry_waits_by_the_clock_of_the_database() throws SQLException {
    int node = stores.node();
    Claim claim = stores.running(node, stores.key());
    var later = report(claim, Outcome.RETRY, Duration.ofMinutes(10), null);
    assertThat(await(stores.tasks().finish(node, List.of(later), List.of()))).isEmpty();
    assertThat(secondsLeft("select due from kinoloom.task where job_id = " + claim.job()))
        .isBetween(590.0, 600.0);
    await(stores.tasks().promote(100));
    assertThat(stores.snapshot(claim.job()).tasks().get(0).state()).isEqualTo(TaskState.WAITING);
    stores.database().run("update kinoloom.task set due = now() where job_id = " + claim.job());
    assertThat(await(stores.tasks().promote(100))).isOne();
    Claim again = stores.claims(node, 1).get(0);
    assertThat(again).isEqualTo(new Claim(claim.job(), 1, 2, 1, 2, 0, false));
  }

  @Test
  void a_timer_is_set_by_the_clock_of_the_database_and_goes_with_its_job() throws SQLException {
    int node = stores.node();
    Claim claim = stores.running(node, stores.key());
    var snapshot = stores.snapshot(claim.job());
    var check =
        new Decision(
            claim.job(),
            snapshot.rev(),
            JobState.RUNNING,
            null,
            null,
            false,
            List.of(),
            List.of(),
            List.of(new Decision.Timer(1, Duration.ofMinutes(5))));
    assertThat(await(stores.tasks().finish(node, List.of(), List.of(check)))).isEmpty();
    var timer = "select fire_at from kinoloom.timer where job_id = " + claim.job();
    assertThat(secondsLeft(timer)).isBetween(290.0, 300.0);
    stores.end(node, claim, JobState.COMPLETED);
    assertThat(secondsLeft(timer)).isNaN();
  }

  private static double secondsLeft(String sql) throws SQLException {
    try (var connection = stores.database().open();
        var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "select extract(epoch from (" + sql + ") - clock_timestamp())::float8")) {
      assertThat(row.next()).isTrue();
      double seconds = row.getDouble(1);
      return row.wasNull() ? Double.NaN : seconds;
    }
  }

  @Test
  void a_done_result_with_a_hash_is_a_checkpoint_of_its_key() {
    int node = stores.node();
    int key = stores.key();
    finishWith(node, key, Outcome.DONE, "{\"hash\":\"h1\",\"value\":1}");
    finishWith(node, key, Outcome.DONE, "{\"hash\":\"h1\",\"value\":2}");
    finishWith(node, key, Outcome.DONE, "{\"hash\":\"h2\",\"reused\":true}");
    finishWith(node, key, Outcome.FAILED, "{\"hash\":\"h3\"}");
    finishWith(node, key, Outcome.DONE, "{\"hash\":7}");
    finishWith(node, key, Outcome.DONE, "{\"hash\":\"h4\",\"reused\":false}");
    int other = stores.key();
    var wanted =
        Stream.of("h1", "h2", "h3", "7", "h4")
            .flatMap(hash -> Stream.of(new Fingerprint(key, hash), new Fingerprint(other, hash)))
            .collect(Collectors.toSet());
    assertThat(await(stores.tasks().checkpoints(wanted)))
        .containsOnlyKeys(new Fingerprint(key, "h1"), new Fingerprint(key, "h4"))
        .containsEntry(new Fingerprint(key, "h1"), "{\"hash\": \"h1\", \"value\": 1}");
    assertThat(await(stores.tasks().checkpoints(Set.of()))).isEmpty();
  }

  private static void finishWith(int node, int key, Outcome outcome, String result) {
    Claim claim = stores.running(node, key);
    var end =
        Decision.end(
            stores.snapshot(claim.job()),
            JobState.COMPLETED,
            List.of(OpenStores.lastFact(JobState.COMPLETED)));
    var report = report(claim, outcome, Duration.ZERO, result);
    assertThat(await(stores.tasks().finish(node, List.of(report), List.of(end)))).isEmpty();
  }

  @Test
  void a_fenced_result_leaves_no_checkpoint() {
    int node = stores.node();
    int key = stores.key();
    Claim claim = stores.running(node, key);
    var late =
        new Report(claim.job(), 1, 8, Outcome.DONE, Duration.ZERO, "{\"hash\":\"fenced\"}", null);
    assertThat(await(stores.tasks().finish(node, List.of(late), List.of())))
        .containsExactly(new Refusal(What.FENCED, claim.job(), 1));
    assertThat(await(stores.tasks().checkpoints(Set.of(new Fingerprint(key, "fenced"))))).isEmpty();
  }

  @Test
  void calls_that_bring_the_same_checkpoints_in_other_orders_do_not_block_each_other() {
    int node = stores.node();
    int key = stores.key();
    stores.database().run("update kinoloom.vkey set max_concurrent = 100 where key_id = " + key);
    var calls = new ArrayList<Future<List<Refusal>>>();
    for (int round = 0; round < 10; round++) {
      var up = new ArrayList<Report>();
      var down = new ArrayList<Report>();
      for (int i = 0; i < 4; i++) {
        up.add(hashed(stores.running(node, key), round, i));
        down.add(hashed(stores.running(node, key), round, 3 - i));
      }
      calls.add(stores.tasks().finish(node, up, List.of()));
      calls.add(stores.tasks().finish(node, down, List.of()));
    }
    calls.forEach(call -> assertThat(await(call)).isEmpty());
  }

  private static Report hashed(Claim claim, int round, int i) {
    return report(claim, Outcome.DONE, Duration.ZERO, "{\"hash\":\"r" + round + "-" + i + "\"}");
  }

  @Test
  void progress_is_told_while_the_lease_stands() {
    int node = stores.node();
    Claim claim = stores.running(node, stores.key());
    assertThat(await(stores.tasks().progress(node, claim.job(), 1, 1, "{\"p\":0.5}"))).isTrue();
    assertThat(await(stores.tasks().progress(node, claim.job(), 1, 2, "{}"))).isFalse();
    assertThat(await(stores.tasks().progress(node + 1, claim.job(), 1, 1, "{}"))).isFalse();
    await(stores.jobs().cancel(claim.job()));
    assertThat(await(stores.tasks().progress(node, claim.job(), 1, 1, "{}"))).isFalse();
    assertThat(await(stores.facts().after(claim.job(), 2, 9)))
        .extracting(fact -> fact.kind() + fact.data())
        .containsExactly("PROGRESS{\"p\": 0.5}", "CANCEL_REQUESTED{}");
  }
}
