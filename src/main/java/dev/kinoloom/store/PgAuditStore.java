package dev.kinoloom.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/** The audit in PostgreSQL. */
final class PgAuditStore implements AuditStore {
  private static final String ENTRY =
      """
      select id, at, who, action, key_id, job_id, node, details::text, outcome
      from kinoloom.audit
      """;

  private static final String AUDIT_LIST = ENTRY + "where id < $1 order by id desc limit $2";

  private static final String AUDIT_LIST_OF_KEY =
      ENTRY + "where id < $1 and key_id = $3 order by key_id desc, id desc limit $2";

  private final Wire reads;

  PgAuditStore(Database database) {
    this.reads = database.reads();
  }

  @Override
  public Future<List<Entry>> list(int key, long before, int most) {
    var values = Tuple.of(before == 0 ? Long.MAX_VALUE : before, (long) most);
    return key == 0
        ? reads.list(AUDIT_LIST, values, PgAuditStore::entry)
        : reads.list(AUDIT_LIST_OF_KEY, values.addInteger(key), PgAuditStore::entry);
  }

  private static Entry entry(Row row) {
    return new Entry(
        row.getLong(0),
        row.getOffsetDateTime(1).toInstant(),
        row.getString(2),
        row.getString(3),
        row.getInteger(4),
        row.getLong(5),
        row.getInteger(6),
        row.getString(7),
        row.getString(8));
  }
}
