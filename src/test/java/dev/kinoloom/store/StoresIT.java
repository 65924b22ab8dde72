package dev.kinoloom.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.domain.Claim;
import dev.kinoloom.domain.Decision;
import dev.kinoloom.domain.Decision.NewFact;
import dev.kinoloom.domain.Decision.NewTask;
import dev.kinoloom.domain.FactKind;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.Report;
import dev.kinoloom.domain.Submission;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StoresIT {
  private static Vertx vertx;
  private static TestDatabase testDatabase;
  private static Database database;
  private static Stores stores;

  @BeforeAll
  static void open() {
    vertx = Vertx.vertx();
    testDatabase = TestDatabase.create();
    database = testDatabase.connect(vertx);
    stores = Stores.over(database);
  }

  @AfterAll
  static void close() {
    await(database.close());
    await(vertx.close());
    testDatabase.close();
  }

  @Test
  void a_job_goes_from_acceptance_to_completion() {
    int key = await(stores.keys().create("journey", "aa".repeat(32), 1));
    int node = await(stores.nodes().up("node", Duration.ofMinutes(1)));
    long job =
        await(stores.jobs().accept(List.of(new Submission(key, null, "00", "{\"a\":1}", 1))))
            .get(0)
            .job();
    assertThat(await(stores.jobs().admit(9, Set.of()))).isOne();
    Claim claim = await(stores.tasks().claim(node, Map.of(1, 2))).get(0);
    assertThat(claim).isEqualTo(new Claim(job, 1, 1, 1, 1, 0, false));
    var snapshot = await(stores.jobs().load(List.of(job))).get(0);
    var go =
        Decision.goOn(
            snapshot,
            List.of(new NewTask(2, 2, 0), new NewTask(3, 2, 1)),
            List.of(
                new NewFact(FactKind.PROGRESS, "{\"p\":1}"), new NewFact(FactKind.PROGRESS, "{}")));
    var done =
        new Report(
            job,
            1,
            1,
            Report.Outcome.DONE,
            Duration.ZERO,
            "{\"hash\":\"h1\",\"v\":1}",
            "{\"no\":1}");
    assertThat(await(stores.tasks().finish(node, List.of(done), List.of(go)))).isEmpty();
    assertThat(await(stores.tasks().checkpoint(key, "h1")))
        .hasValue("{\"v\": 1, \"hash\": \"h1\"}");
    assertThat(await(stores.facts().after(job, 0, 99)))
        .extracting(f -> f.seq() + " " + f.kind())
        .containsExactly("1 ACCEPTED", "2 STARTED", "3 TASK_DONE", "4 PROGRESS", "5 PROGRESS");
    assertThat(await(stores.jobs().find(job)).orElseThrow().state()).isEqualTo(JobState.RUNNING);
  }

  static <T> T await(Future<T> future) {
    try {
      return future.await(20, TimeUnit.SECONDS);
    } catch (java.util.concurrent.TimeoutException e) {
      throw new AssertionError(e);
    }
  }
}
