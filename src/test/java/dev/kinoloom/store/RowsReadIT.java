package dev.kinoloom.store;

import static dev.kinoloom.store.OpenStores.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.domain.Claim;
import dev.kinoloom.domain.Decision;
import dev.kinoloom.domain.Decision.NewTask;
import dev.kinoloom.domain.JobSnapshot;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.Report;
import dev.kinoloom.domain.Submission;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Plans are made once for a connection, mostly while the tables are empty, when any plan looks
 * good: what a job costs must not grow with what else is stored all the same.
 */
class RowsReadIT {
  private static final int QUEUED = 2_000;
  private static final int KEYS = 20;
  private static final int LIVES = 10;
  private static final int OTHER_LANE = 7;

  private final Vertx vertx = Vertx.vertx();
  private final TestDatabase testDatabase = TestDatabase.create();
  private final Database database = Database.at(vertx, testDatabase.address(), 1, 1);
  private final Stores stores = Stores.over(database);
  private int number;

  @AfterEach
  void close() {
    await(database.close());
    await(vertx.close());
    testDatabase.close();
  }

  @Test
  void the_life_of_a_job_reads_no_more_rows_when_thousands_wait() throws SQLException {
    int node = await(stores.nodes().up("node", OpenStores.HOUR));
    int key = key("alone");
    rowsOfLives(node, key);
    long few = rowsOfLives(node, key);

    var others = IntStream.range(0, KEYS).map(i -> key("other " + i)).boxed().toList();
    await(
        stores
            .jobs()
            .accept(
                IntStream.range(0, QUEUED)
                    .mapToObj(i -> submission(others.get(i % KEYS)))
                    .toList()));
    await(stores.jobs().admit(KEYS, Set.of()));
    assertThat(await(stores.tasks().claim(node, Map.of(1, KEYS)))).hasSize(KEYS);
    testDatabase.run(
        """
        insert into kinoloom.task(job_id, no, key_id, lane, state, rank)
        select id, 9, key_id, %d, 0, clock_timestamp() from kinoloom.job where state = 0
        """
            .formatted(OTHER_LANE));

    assertThat(rowsOfLives(node, key)).isLessThan(few + QUEUED / 2);
  }

  private long rowsOfLives(int node, int key) throws SQLException {
    long before = rowsRead();
    for (int i = 0; i < LIVES; i++) {
      live(node, key);
    }
    return rowsRead() - before;
  }

  /**
   * Three tasks one after another, and two at once: each result that comes alone brings the next
   * task, or the end.
   */
  private void live(int node, int key) {
    long job = await(stores.jobs().accept(List.of(submission(key)))).get(0).job();
    await(stores.jobs().admit(KEYS, Set.of()));
    var first = await(stores.tasks().claim(node, Map.of(1, 1)));
    assertThat(first).extracting(Claim::job).containsExactly(job);
    var second = goOn(node, job, done(first), new NewTask(2, 2, 0));
    var parts = goOn(node, job, done(second), new NewTask(3, 2, 0), new NewTask(4, 2, 1));
    assertThat(await(stores.tasks().finish(node, done(parts), List.of()))).isEmpty();
    assertThat(await(stores.jobs().letters(Duration.ZERO, Set.of(0), 9))).contains(job);
    var last = goOn(node, job, List.of(), new NewTask(5, 2, 0));
    var end =
        Decision.end(
            snapshot(job), JobState.COMPLETED, List.of(OpenStores.lastFact(JobState.COMPLETED)));
    assertThat(await(stores.tasks().finish(node, done(last), List.of(end)))).isEmpty();
  }

  private List<Claim> goOn(int node, long job, List<Report> reports, NewTask... tasks) {
    var decision = Decision.goOn(snapshot(job), List.of(tasks), List.of());
    var step = await(stores.tasks().step(node, reports, List.of(decision), Map.of(2, 2)));
    assertThat(step.refusals()).isEmpty();
    assertThat(step.claims()).hasSize(tasks.length);
    return step.claims();
  }

  private static List<Report> done(List<Claim> claims) {
    return claims.stream().map(OpenStores::done).toList();
  }

  private JobSnapshot snapshot(long job) {
    return await(stores.jobs().load(List.of(job))).get(0);
  }

  private int key(String name) {
    return await(stores.keys().create(name, "secret of " + name, 0));
  }

  private Submission submission(int key) {
    number++;
    return OpenStores.submission(key, "wish " + number, "{}");
  }

  private long rowsRead() throws SQLException {
    for (var connection : List.of(database.engine(), database.accepts(), database.reads())) {
      await(connection.run("select pg_stat_force_next_flush()", Tuple.tuple()));
    }
    return testDatabase.number(
        """
        select (select sum(seq_tup_read) from pg_stat_user_tables)
          + (select sum(idx_tup_read) from pg_stat_user_indexes)
        """);
  }
}
