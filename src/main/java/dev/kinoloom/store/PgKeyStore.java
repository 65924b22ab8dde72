package dev.kinoloom.store;

import dev.kinoloom.domain.Invalid;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Keys in PostgreSQL. */
final class PgKeyStore implements KeyStore {
  private static final String KEY_CREATE =
      """
      with k as (
        insert into kinoloom.vkey(name, slot) values ($1, $3) returning key_id)
      insert into kinoloom.api_key(hash, key_id) select $2, key_id from k
      returning key_id
      """;

  private static final String KEY_BY_SECRET =
      """
      select v.key_id, v.name, v.created_at, v.paused, v.running, v.open_cnt
      from kinoloom.api_key a join kinoloom.vkey v using (key_id)
      where a.hash = $1 and a.revoked_at is null
      """;

  private static final String KEY_BY_NAME =
      """
      select key_id, name, created_at, paused, running, open_cnt
      from kinoloom.vkey where name = $1
      """;

  private static final String KEY_LIST =
      """
      select key_id, name, created_at, paused, running, open_cnt
      from kinoloom.vkey order by key_id
      """;

  private static final String KEY_SLOTS =
      """
      select key_id, slot from kinoloom.vkey where key_id = any($1)
      """;

  /** The key's row is locked first: two replacements at once leave one secret. */
  private static final String SECRET_REPLACE =
      """
      with k as materialized (
        select key_id from kinoloom.vkey where key_id = $1 for update),
      old as (
        update kinoloom.api_key a set revoked_at = clock_timestamp()
        from k where a.key_id = k.key_id and a.revoked_at is null)
      insert into kinoloom.api_key(hash, key_id) select $2, key_id from k
      """;

  private static final String UNIQUE_VIOLATION = "23505";

  private final Wire engine;
  private final Wire reads;

  PgKeyStore(Database database) {
    this.engine = database.engine();
    this.reads = database.reads();
  }

  @Override
  public Future<Integer> create(String name, String secretHash, int slot) {
    return engine
        .one(KEY_CREATE, Tuple.of(name, secretHash, (short) slot), row -> row.getInteger(0))
        .recover(PgKeyStore::sayThatItExists);
  }

  @Override
  public Future<Optional<Key>> authenticate(String secretHash) {
    return reads.find(KEY_BY_SECRET, Tuple.of(secretHash), PgKeyStore::key);
  }

  @Override
  public Future<Optional<Key>> find(String name) {
    return reads.find(KEY_BY_NAME, Tuple.of(name), PgKeyStore::key);
  }

  @Override
  public Future<List<Key>> list() {
    return reads.list(KEY_LIST, Tuple.tuple(), PgKeyStore::key);
  }

  @Override
  public Future<Map<Integer, Integer>> slots(Collection<Integer> keys) {
    return reads
        .list(
            KEY_SLOTS,
            Tuple.tuple().addArrayOfInteger(keys.toArray(Integer[]::new)),
            row -> Map.entry(row.getInteger(0), row.getShort(1).intValue()))
        .map(
            found ->
                found.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  @Override
  public Future<Void> replaceSecret(int key, String secretHash) {
    return engine.run(SECRET_REPLACE, Tuple.of(key, secretHash));
  }

  private static Future<Integer> sayThatItExists(Throwable failure) {
    boolean taken =
        failure instanceof StoreRejected rejected && rejected.sqlState().equals(UNIQUE_VIOLATION);
    return Future.failedFuture(
        taken
            ? new Invalid("name", "There is a key of that name already; choose another name.")
            : failure);
  }

  private static Key key(Row row) {
    return new Key(
        row.getInteger(0),
        row.getString(1),
        row.getOffsetDateTime(2).toInstant(),
        row.getBoolean(3),
        row.getInteger(4),
        row.getInteger(5));
  }
}
