package dev.kinoloom.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Retention in PostgreSQL. */
final class PgRetentionStore implements RetentionStore {
  private static final int JOBS = 500;

  /** No job has this id. */
  private static final long NONE = 0;

  private static final String CHORE_TAKE =
      """
      insert into kinoloom.chore as c (name, node, until)
      values ($1, $2, clock_timestamp() + $3::bigint * interval '1 ms')
      on conflict (name) do update set node = excluded.node, until = excluded.until
      where c.node = excluded.node or c.until < clock_timestamp()
      returning node
      """;

  private static final String JOB_TIDY =
      """
      select coalesce(o_last, 0), o_gone
      from engine_1.tidy(
        $1, $2, $3::bigint * interval '1 ms', $4::bigint * interval '1 ms')
      """;

  /** A checkpoint is in use while a kept job has its hash: its replay would look for it. */
  private static final String CHECKPOINT_TIDY =
      """
      with used as materialized (
        select distinct t.result ->> 'hash' hash
        from kinoloom.job j join kinoloom.task t on t.job_id = j.id
        where j.key_id = $1 and t.result ? 'hash'),
      old as materialized (
        select c.key_id, c.hash from kinoloom.checkpoint c
        where c.key_id = $1 and c.at < clock_timestamp() - $2::bigint * interval '1 ms'
          and not exists (select 1 from used u where u.hash = c.hash)
        order by c.hash limit 1000
        for update skip locked),
      gone as (
        delete from kinoloom.checkpoint c using old
        where c.key_id = old.key_id and c.hash = old.hash
        returning 1)
      select count(*)::int from gone
      """;

  private static final String AUDIT_TIDY =
      """
      with old as materialized (
        select id from kinoloom.audit
        where at < clock_timestamp() - $1::bigint * interval '1 ms'
        order by id limit 1000
        for update skip locked),
      gone as (delete from kinoloom.audit a using old where a.id = old.id returning 1)
      select count(*)::int from gone
      """;

  /** Every run of 64 hex digits counts: rather one file too many is kept. */
  private static final String NAMED_BY_JOBS =
      """
      with page as materialized (
        select id, payload from kinoloom.job where key_id = $1 and id > $3::text::bigint and id <> $4
        order by key_id, id limit 200),
      said as (
        select payload::text words from page
        union all
        select t.result::text from kinoloom.task t join page p on t.job_id = p.id
        union all
        select e.data::text from kinoloom.job_event e join page p on e.job_id = p.id
        where e.data is not null)
      select
        array(
          select distinct m[1] from said, regexp_matches(words, '[0-9a-f]{64}', 'g') m
          where m[1] = any($2)),
        case when (select count(*) from page) = 200 then (select max(id)::text from page) end
      """;

  private static final String NAMED_BY_CHECKPOINTS =
      """
      with page as materialized (
        select hash, result from kinoloom.checkpoint where key_id = $1 and hash > $3
        order by hash limit 1000)
      select
        array(
          select distinct m[1] from page, regexp_matches(result::text, '[0-9a-f]{64}', 'g') m
          where m[1] = any($2)),
        case when (select count(*) from page) = 1000 then (select max(hash) from page) end
      """;

  private final Wire engine;
  private final Wire reads;

  PgRetentionStore(Database database) {
    this.engine = database.engine();
    this.reads = database.reads();
  }

  @Override
  public Future<Boolean> take(String chore, int node, Duration time) {
    return engine
        .find(CHORE_TAKE, Tuple.of(chore, node, time.toMillis()), row -> row.getInteger(0))
        .map(taken -> taken.isPresent());
  }

  @Override
  public Future<Tidied> jobs(
      long after, @Nullable Duration keep, @Nullable Duration keepIdempotencyKey) {
    var values = Tuple.of(after, JOBS).addLong(millis(keep)).addLong(millis(keepIdempotencyKey));
    return reads.one(JOB_TIDY, values, row -> new Tidied(row.getLong(0), row.getInteger(1)));
  }

  private static @Nullable Long millis(@Nullable Duration time) {
    return time == null ? null : time.toMillis();
  }

  @Override
  public Future<Integer> checkpoints(int key, Duration keep) {
    return reads.one(CHECKPOINT_TIDY, Tuple.of(key, keep.toMillis()), row -> row.getInteger(0));
  }

  @Override
  public Future<Integer> audit(Duration keep) {
    return reads.one(AUDIT_TIDY, Tuple.of(keep.toMillis()), row -> row.getInteger(0));
  }

  @Override
  public Future<Named> namedByJobs(int key, Collection<String> hashes, String from) {
    return namedByOthers(key, hashes, from, NONE);
  }

  @Override
  public Future<Named> namedByOthers(int key, Collection<String> hashes, String from, long but) {
    return named(
        NAMED_BY_JOBS,
        Tuple.of(key, hashes.toArray(String[]::new), from.isEmpty() ? "0" : from, but));
  }

  @Override
  public Future<Named> namedByCheckpoints(int key, Collection<String> hashes, String from) {
    return named(NAMED_BY_CHECKPOINTS, Tuple.of(key, hashes.toArray(String[]::new), from));
  }

  private Future<Named> named(String sql, Tuple values) {
    return reads.one(sql, values, PgRetentionStore::named);
  }

  private static Named named(Row row) {
    return new Named(Set.of(row.getArrayOfStrings(0)), row.getString(1));
  }
}
