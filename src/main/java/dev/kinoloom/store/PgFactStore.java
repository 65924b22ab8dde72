package dev.kinoloom.store;

import dev.kinoloom.domain.Fact;
import dev.kinoloom.domain.FactKind;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/** Facts in PostgreSQL. */
final class PgFactStore implements FactStore {
  private static final String FACT_LIST_AFTER =
      """
      select job_id, seq, kind, coalesce(data, '{}')::text, at
      from kinoloom.job_event
      where job_id = $1 and seq > $2
      order by seq limit $3
      """;

  private static final String FACT_TELL =
      """
      select engine_1.tell($1, $2, $3::text::jsonb)
      """;

  private final Wire engine;
  private final Wire reads;

  PgFactStore(Database database) {
    this.engine = database.engine();
    this.reads = database.reads();
  }

  @Override
  public Future<List<Fact>> after(long job, int after, int most) {
    return reads.list(FACT_LIST_AFTER, Tuple.of(job, after, (long) most), PgFactStore::fact);
  }

  @Override
  public Future<Boolean> tell(long job, FactKind kind, String data) {
    return engine.one(FACT_TELL, Tuple.of(job, (short) kind.code(), data), r -> r.getBoolean(0));
  }

  private static Fact fact(Row row) {
    return new Fact(
        row.getLong(0),
        row.getInteger(1),
        FactKind.of(row.getShort(2)),
        row.getString(3),
        row.getOffsetDateTime(4).toInstant());
  }
}
