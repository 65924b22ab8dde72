package dev.kinoloom.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/** Secrets in PostgreSQL. The key's row is locked first: of two rotations at once one stands. */
final class PgSecretStore implements SecretStore {
  private static final String SECRET_LIST =
      """
      select left(hash, 12), created_at, revoked_at
      from kinoloom.api_key where key_id = $1
      order by revoked_at is not null, created_at desc, hash limit 100
      """;

  private static final String SECRET_ISSUE =
      """
      with k as materialized (
        select key_id from kinoloom.vkey where key_id = $2 for update),
      new as (
        insert into kinoloom.api_key(hash, key_id) select $3, key_id from k returning key_id)
      insert into kinoloom.audit(who, action, key_id, details, outcome)
      select $1, 'secret.issue', key_id, jsonb_build_object('secret', left($3, 12)), 'issued'
      from new
      returning id
      """;

  private static final String SECRET_ROTATE =
      """
      with k as materialized (
        select key_id from kinoloom.vkey where key_id = $2 for update),
      old as (
        update kinoloom.api_key a set revoked_at = clock_timestamp()
        from k where a.key_id = k.key_id and a.revoked_at is null
        returning left(a.hash, 12) id),
      new as (
        insert into kinoloom.api_key(hash, key_id) select $3, key_id from k returning key_id)
      insert into kinoloom.audit(who, action, key_id, details, outcome)
      select $1, 'secret.rotate', key_id,
        jsonb_build_object(
          'secret', left($3, 12), 'revoked', coalesce((select jsonb_agg(id) from old), '[]')),
        'rotated'
      from new
      returning id
      """;

  private static final String SECRET_REVOKE =
      """
      with k as materialized (
        select key_id from kinoloom.vkey where key_id = $2 for update),
      old as (
        update kinoloom.api_key a set revoked_at = clock_timestamp()
        from k
        where a.key_id = k.key_id and a.revoked_at is null and left(a.hash, 12) = $3
        returning a.key_id)
      insert into kinoloom.audit(who, action, key_id, details, outcome)
      select $1, 'secret.revoke', key_id, jsonb_build_object('secret', $3), 'revoked'
      from old limit 1
      returning id
      """;

  private final Wire engine;
  private final Wire reads;

  PgSecretStore(Database database) {
    this.engine = database.engine();
    this.reads = database.reads();
  }

  @Override
  public Future<List<Secret>> list(int key) {
    return reads.list(SECRET_LIST, Tuple.of(key), PgSecretStore::secret);
  }

  @Override
  public Future<Boolean> issue(String by, int key, String hash) {
    return acted(SECRET_ISSUE, Tuple.of(by, key, hash));
  }

  @Override
  public Future<Boolean> rotate(String by, int key, String hash) {
    return acted(SECRET_ROTATE, Tuple.of(by, key, hash));
  }

  @Override
  public Future<Boolean> revoke(String by, int key, String id) {
    return acted(SECRET_REVOKE, Tuple.of(by, key, id));
  }

  /** It has left an entry in the audit. */
  private Future<Boolean> acted(String sql, Tuple values) {
    return engine.find(sql, values, row -> row.getLong(0)).map(entry -> entry.isPresent());
  }

  private static Secret secret(Row row) {
    return new Secret(
        row.getString(0),
        row.getOffsetDateTime(1).toInstant(),
        JobRows.instant(row.getOffsetDateTime(2)));
  }
}
