package dev.kinoloom.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** What keys store, in PostgreSQL. */
final class PgStorageStore implements StorageStore {
  private static final String ACCOUNT =
      """
      select v.storage_max, s.bytes, s.files,
        (extract(epoch from clock_timestamp() - s.at) * 1000)::bigint
      from kinoloom.vkey v left join kinoloom.storage s on s.key_id = v.key_id
      where v.key_id = $1
      """;

  private static final String COUNTED =
      """
      insert into kinoloom.storage(key_id, bytes, files) values ($1, $2, $3)
      on conflict (key_id) do update
      set bytes = excluded.bytes, files = excluded.files, at = clock_timestamp()
      """;

  private static final String ADDED =
      """
      update kinoloom.storage set bytes = bytes + $2, files = files + 1 where key_id = $1
      """;

  private static final String KNOWN =
      """
      select exists (select 1 from kinoloom.job where key_id = $1 and idem_key = $2)
      """;

  /** Every run of 64 hex digits counts: rather one file too many is kept. */
  private static final String NAMED_BY_OPEN =
      """
      with open as materialized (
        select id, payload from kinoloom.job where key_id = $1 and state = 0
        union all
        select id, payload from kinoloom.job where key_id = $1 and state in (1, 2, 3)),
      said as (
        select payload::text words from open
        union all
        select t.result::text from kinoloom.task t join open o on t.job_id = o.id
        where t.result is not null)
      select array(
        select distinct m[1] from said, regexp_matches(words, '[0-9a-f]{64}', 'g') m
        where m[1] = any($2))
      """;

  private static final String MADE =
      """
      with said as (
        select result::text words from kinoloom.task where job_id = $1 and result is not null
        union all
        select data::text from kinoloom.job_event where job_id = $1 and data is not null)
      select array(
        select m[1] from said, regexp_matches(words, '[0-9a-f]{64}', 'g') m
        except
        select m[1] from kinoloom.job, regexp_matches(payload::text, '[0-9a-f]{64}', 'g') m
        where id = $1)
      """;

  private final Wire engine;
  private final Wire reads;

  PgStorageStore(Database database) {
    this.engine = database.engine();
    this.reads = database.reads();
  }

  @Override
  public Future<Optional<Account>> account(int key) {
    return reads.find(ACCOUNT, Tuple.of(key), PgStorageStore::account);
  }

  private static Account account(Row row) {
    var bytes = row.getLong(1);
    return new Account(
        row.getLong(0),
        bytes == null
            ? null
            : new Count(bytes, row.getLong(2), Duration.ofMillis(Math.max(0, row.getLong(3)))));
  }

  @Override
  public Future<Void> counted(int key, long bytes, long files) {
    return engine.run(COUNTED, Tuple.of(key, bytes, files));
  }

  @Override
  public Future<Void> added(int key, long bytes) {
    return engine.run(ADDED, Tuple.of(key, bytes));
  }

  @Override
  public Future<Boolean> isKnown(int key, String idempotencyKey) {
    return reads.one(KNOWN, Tuple.of(key, idempotencyKey), row -> row.getBoolean(0));
  }

  @Override
  public Future<Set<String>> namedByOpenJobs(int key, Collection<String> hashes) {
    return reads.one(
        NAMED_BY_OPEN,
        Tuple.of(key).addArrayOfString(hashes.toArray(String[]::new)),
        row -> Set.of(row.getArrayOfStrings(0)));
  }

  @Override
  public Future<Set<String>> madeBy(long job) {
    return reads.one(MADE, Tuple.of(job), row -> Set.of(row.getArrayOfStrings(0)));
  }
}
