package dev.kinoloom.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/** Dead letters in PostgreSQL. */
final class PgDeadLetterStore implements DeadLetterStore {
  private static final String DEAD_LETTER_LIST =
      """
      select j.id, j.key_id, v.name, coalesce(j.payload, '{}')::text, j.created_at, j.ended_at,
        (select e.data::text from kinoloom.job_event e
         where e.job_id = j.id and e.seq = j.ev_seq),
        (select count(*) from kinoloom.effect x
         where x.job_id = j.id and x.state <> 2 and x.state <> 3)::int,
        v.dead_blocks
      from kinoloom.job j join kinoloom.vkey v using (key_id)
      where j.dead = 1 and j.id < $1 and ($3 = 0 or j.key_id = $3)
      order by j.id desc limit $2
      """;

  private final Wire reads;

  PgDeadLetterStore(Database database) {
    this.reads = database.reads();
  }

  @Override
  public Future<List<DeadLetter>> list(int key, long before, int most) {
    return reads.list(
        DEAD_LETTER_LIST,
        Tuple.of(before == 0 ? Long.MAX_VALUE : before, (long) most, key),
        PgDeadLetterStore::letter);
  }

  private static DeadLetter letter(Row row) {
    return new DeadLetter(
        row.getLong(0),
        row.getInteger(1),
        row.getString(2),
        row.getString(3),
        row.getOffsetDateTime(4).toInstant(),
        row.getOffsetDateTime(5).toInstant(),
        row.getString(6),
        row.getInteger(7),
        row.getBoolean(8));
  }
}
