package dev.kinoloom.store;

import dev.kinoloom.domain.Census;
import dev.kinoloom.domain.JobState;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts in PostgreSQL: each by an index that holds only what is counted, and bounded. */
final class PgCensusStore implements CensusStore {
  /** Seconds since; null = there is none. */
  private static final String JOB_CENSUS =
      """
      with
        some_keys as (
          select coalesce(sum(open_cnt), 0) open_cnt, coalesce(sum(running), 0) running,
            coalesce(sum(dead_cnt), 0) dead_cnt
          from kinoloom.vkey),
        queued as (
          select count(*) n from (select 1 from kinoloom.job where state = 0 limit $1) q),
        letter as (
          select count(*) n, min(wake_at) first from (
            select wake_at from kinoloom.job
            where wake_at is not null and wake_at <= clock_timestamp()
            order by wake_at limit $1) l),
        ready as (
          select count(*) n, min(ready_at) first from (
            select ready_at from kinoloom.vkey
            where ready_at is not null and ready_at <= clock_timestamp()
            order by ready_at limit $1) r),
        live as (
          select count(*) filter (where lease_until > clock_timestamp()) up,
            count(*) filter (where lease_until <= clock_timestamp()) late
          from kinoloom.node where state in (1, 2)),
        paid as (
          select count(*) n, count(*) filter (
            where %s) doubts
          from (
            select job_id, no, state from kinoloom.effect
            where state in (0, 1) order by id limit $1) x
          join kinoloom.job j on j.id = x.job_id
          join kinoloom.task t on t.job_id = x.job_id and t.no = x.no)
      select queued.n, some_keys.running, some_keys.open_cnt, some_keys.dead_cnt,
        letter.n, extract(epoch from clock_timestamp() - letter.first)::float8,
        ready.n, extract(epoch from clock_timestamp() - ready.first)::float8,
        live.up, live.late, paid.n, paid.doubts
      from some_keys, queued, letter, ready, live, paid
      """
          .formatted(PgDoubtStore.IN_DOUBT);

  /** The ready tasks at the head of each lane, with the last thing that happened to their jobs. */
  private static final String TASK_CENSUS =
      """
      with
        counted as (
          select lane, state, count(*) n from (
            (select lane, state from kinoloom.task where state = 0 limit $1)
            union all
            (select lane, state from kinoloom.task where state = 1 limit $1)
            union all
            (select lane, state from kinoloom.task where state = 2 limit $1)) t
          group by lane, state),
        head as (
          select l.lane, min(e.at) first
          from (select distinct lane from counted where state = 0) l
          cross join lateral (
            select job_id from kinoloom.task
            where state = 0 and lane = l.lane order by rank limit 20) t
          cross join lateral (
            select at from kinoloom.job_event
            where job_id = t.job_id order by seq desc limit 1) e
          group by l.lane)
      select c.lane, c.state, c.n, extract(epoch from clock_timestamp() - head.first)::float8
      from counted c left join head using (lane)
      order by c.lane, c.state
      """;

  /** By the job's primary key, each; the longest tracked is at the head of what is bounded. */
  private static final String TIMER_CENSUS =
      """
      select count(*), count(*) filter (where j.id is null or j.state > 3),
        extract(epoch from clock_timestamp() - min(t.fire_at) filter (
          where t.fire_at <= clock_timestamp()))::float8,
        extract(epoch from clock_timestamp() - min(t.began_at))::float8
      from (select job_id, fire_at, began_at from kinoloom.timer order by fire_at limit $1) t
      left join kinoloom.job j on j.id = t.job_id
      """;

  private static final String DATABASE_CENSUS =
      """
      select
        greatest(
          (select max(age(backend_xmin)) from pg_stat_activity where backend_xmin is not null),
          (select max(age(xmin)) from pg_replication_slots where xmin is not null),
          (select max(age(transaction)) from pg_prepared_xacts), 0)::bigint,
        (select extract(epoch from clock_timestamp() - min(xact_start))::float8
          from pg_stat_activity
          where datname = current_database() and pid <> pg_backend_pid()),
        (select count(*) from pg_stat_activity where datname = current_database()),
        (select setting::bigint from pg_settings where name = 'max_connections')
      """;

  private record Jobs(
      Map<JobState, Long> states,
      long dead,
      Census.PaidCalls paid,
      Census.Letters letters,
      long keysReady,
      @Nullable Duration longestReady,
      long up,
      long late) {}

  private record Some(int lane, int state, long tasks, @Nullable Duration oldest) {}

  private final Wire reads;

  PgCensusStore(Database database) {
    this.reads = database.reads();
  }

  @Override
  public Future<Census> take() {
    var most = Tuple.of((long) Census.MOST);
    return reads
        .one(JOB_CENSUS, most, PgCensusStore::jobs)
        .compose(
            jobs ->
                reads
                    .list(TASK_CENSUS, most, PgCensusStore::tasks)
                    .map(PgCensusStore::lanes)
                    .compose(
                        lanes ->
                            reads
                                .one(TIMER_CENSUS, most, PgCensusStore::timers)
                                .compose(
                                    timers ->
                                        reads
                                            .one(
                                                DATABASE_CENSUS,
                                                Tuple.tuple(),
                                                PgCensusStore::database)
                                            .map(
                                                database ->
                                                    census(jobs, lanes, timers, database)))));
  }

  private static Census census(
      Jobs jobs, List<Census.Lane> lanes, Census.Timers timers, Census.Database database) {
    return new Census(
        jobs.states(),
        jobs.dead(),
        jobs.paid(),
        jobs.letters(),
        lanes,
        jobs.keysReady(),
        jobs.longestReady(),
        jobs.up(),
        jobs.late(),
        timers,
        database);
  }

  /** What is open, and neither queued nor running, is held. */
  private static Jobs jobs(Row row) {
    var states = new EnumMap<JobState, Long>(JobState.class);
    long queued = row.getLong(0);
    long running = row.getLong(1);
    states.put(JobState.QUEUED, queued);
    states.put(JobState.RUNNING, running);
    states.put(JobState.HELD, Math.max(0, row.getLong(2) - running - queued));
    return new Jobs(
        states,
        row.getLong(3),
        new Census.PaidCalls(row.getLong(10), row.getLong(11)),
        new Census.Letters(row.getLong(4), duration(row.getDouble(5))),
        row.getLong(6),
        duration(row.getDouble(7)),
        row.getLong(8),
        row.getLong(9));
  }

  private static Some tasks(Row row) {
    return new Some(row.getShort(0), row.getShort(1), row.getLong(2), duration(row.getDouble(3)));
  }

  private static List<Census.Lane> lanes(List<Some> counted) {
    var byLane = new HashMap<Integer, Census.Lane>();
    for (var some : counted) {
      var lane =
          new Census.Lane(
              some.lane(),
              some.state() == 0 ? some.tasks() : 0,
              some.state() == 1 ? some.tasks() : 0,
              some.state() == 2 ? some.tasks() : 0,
              some.oldest());
      byLane.merge(some.lane(), lane, PgCensusStore::both);
    }
    return new ArrayList<>(byLane.values());
  }

  private static Census.Lane both(Census.Lane one, Census.Lane other) {
    return new Census.Lane(
        one.lane(),
        one.ready() + other.ready(),
        one.leased() + other.leased(),
        one.waiting() + other.waiting(),
        one.oldest());
  }

  private static Census.Timers timers(Row row) {
    return new Census.Timers(
        row.getLong(0), row.getLong(1), duration(row.getDouble(2)), duration(row.getDouble(3)));
  }

  private static Census.Database database(Row row) {
    return new Census.Database(
        row.getLong(0), duration(row.getDouble(1)), row.getLong(2), row.getLong(3));
  }

  private static @Nullable Duration duration(@Nullable Double seconds) {
    return seconds == null ? null : Duration.ofMillis(Math.max(0, Math.round(seconds * 1000)));
  }
}
