package dev.kinoloom.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.store.HistoryCheck;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What must be true of a cluster to which nothing is done any more. */
final class AtRest {
  private static final int COMPLETED = 4;
  private static final int FAILED = 5;
  private static final int CANCELLED = 6;

  private record Row(int key, String wish, long job, int state) {}

  private final Cluster cluster;
  private final Ledger ledger;
  private final Rows rows;

  AtRest(Cluster cluster, Ledger ledger) {
    this.cluster = cluster;
    this.ledger = ledger;
    this.rows = new Rows(cluster.postgres());
  }

  /** Waits until every job has ended. */
  void await(Duration most) throws SQLException {
    long end = System.nanoTime() + most.toNanos();
    while (rows.number("select count(*) from kinoloom.job where state < 4") > 0) {
      if (System.nanoTime() > end) {
        throw new AssertionError("does not come to rest in %s: %s".formatted(most, stuck()));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }

  private List<String> stuck() throws SQLException {
    return rows.list(
        """
        select format('job %s of key %s state %s rev %s wake_at %s tasks %s', j.id, j.key_id,
          j.state, j.rev, j.wake_at,
          (select string_agg(format('%s:%s@%s due %s', t.no, t.state, t.node, t.due), ' ')
           from kinoloom.task t where t.job_id = j.id))
        from kinoloom.job j where j.state < 4 order by j.state desc, j.id limit 20
        """,
        row -> row.getString(1));
  }

  /** With the nodes still up. */
  void check() throws SQLException {
    HistoryCheck.assertClean(cluster.database());
    assertThat(ledger.faults()).as("answers that nobody should get").isEmpty();
    var jobs = new HashMap<String, Row>();
    for (var row : all()) {
      assertThat(jobs.put(row.wish(), row)).as("two jobs of one wish: %s", row).isNull();
    }
    nothingIsLost(jobs);
    keysAreInOrder();
    assertThat(
            rows.number(
                """
                select count(*) from kinoloom.job j where state = 4 and (
                  not exists (select from kinoloom.task t where t.job_id = j.id)
                  or exists (select from kinoloom.task t where t.job_id = j.id and t.state <> 4))
                """))
        .as("completed jobs with tasks that are not done")
        .isZero();
    for (var member : cluster.members()) {
      assertThat(member.diedByItself()).as("%s ended by itself", member.name()).isZero();
    }
  }

  private List<Row> all() throws SQLException {
    return rows.list(
        "select key_id, idem_key, id, state from kinoloom.job",
        row -> new Row(row.getInt(1), row.getString(2), row.getLong(3), row.getInt(4)));
  }

  private void nothingIsLost(Map<String, Row> jobs) {
    ledger
        .all()
        .forEach(
            (wish, promised) -> {
              var row = jobs.get(wish);
              assertThat(row).as("accepted, and not there: %s", wish).isNotNull();
              assertThat(row.job()).as("the job of %s", wish).isEqualTo(promised.job());
              if (ledger.isWanted(promised.job())) {
                assertThat(row.state()).as("the end of %s", wish).isIn(COMPLETED, FAILED);
              }
            });
    for (var row : jobs.values()) {
      if (ledger.cancelled().contains(row.job())) {
        assertThat(row.state()).as("the end of cancelled %s", row).isIn(CANCELLED, FAILED);
      }
    }
    assertThat(jobs.keySet()).as("jobs that nobody was told of").isEqualTo(ledger.all().keySet());
  }

  /** A customer sends a key's next wish when he knows of the last. */
  private void keysAreInOrder() {
    var perKey = new HashMap<Integer, TreeMap<Integer, Long>>();
    ledger
        .all()
        .values()
        .forEach(
            one ->
                perKey
                    .computeIfAbsent(one.key(), none -> new TreeMap<>())
                    .put(one.number(), one.job()));
    perKey.forEach(
        (key, jobs) -> assertThat(List.copyOf(jobs.values())).as("jobs of key %d", key).isSorted());
  }

  /** With the nodes gone. */
  void checkEmpty() throws Exception {
    assertThat(cluster.scratch()).as("files left in scratch").isEmpty();
    assertThat(cluster.leftRunning()).as("processes left").isEmpty();
    assertThat(rows.number("select count(*) from kinoloom.task where state = 1"))
        .as("leases of those who left")
        .isZero();
  }

  /** E.g. {@code 640 jobs (612 completed, 8 failed, 20 cancelled), 5210 tasks, 41 leases lost}. */
  String told() throws SQLException {
    return rows.list(
                """
            select format('%s jobs (%s completed, %s failed, %s cancelled)', count(*),
              count(*) filter (where state = 4), count(*) filter (where state = 5),
              count(*) filter (where state = 6))
            from kinoloom.job
            """,
                row -> row.getString(1))
            .get(0)
        + rows.list(
                """
                select format(', %s tasks, %s leases lost, %s node ids', count(*), sum(lost),
                  (select count(*) from kinoloom.node))
                from kinoloom.task
                """,
                row -> row.getString(1))
            .get(0)
        + "; failed tasks by kind: "
        + failures();
  }

  private List<String> failures() throws SQLException {
    return rows.list(
        """
        select format('%s %s', count(*), result -> 'failure' ->> 'kind') from kinoloom.task
        where state = 5 group by result -> 'failure' ->> 'kind' order by count(*) desc
        """,
        row -> row.getString(1));
  }
}
