package dev.kinoloom.store;

import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.PaidCall;
import dev.kinoloom.domain.PaidCall.Known;
import dev.kinoloom.domain.TaskState;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Paid calls in doubt, in PostgreSQL. */
final class PgDoubtStore implements DoubtStore {
  /** Of an open call {@code x} with its job {@code j} and task {@code t}: nobody looks after it. */
  static final String IN_DOUBT =
      "(x.state = 0 and t.state <> 1 or x.state = 1 and (j.state > 3 or t.state > 3))";

  private static final String CALLS =
      """
      select x.id, x.state, x.handle, x.job_id, j.key_id, v.name, j.state, x.no, t.state, x.note
      from kinoloom.effect x
      join kinoloom.job j on j.id = x.job_id
      join kinoloom.vkey v on v.key_id = j.key_id
      join kinoloom.task t on t.job_id = x.job_id and t.no = x.no
      """;

  private static final String DOUBT_LIST =
      CALLS
          + """
          where x.state in (0, 1) and x.id < $1 and ($3 = 0 or j.key_id = $3)
            and %s
          order by x.id desc limit $2
          """
              .formatted(IN_DOUBT);

  private static final String DOUBT_FIND =
      CALLS
          + """
          where x.id = $1
          """;

  private static final String DOUBT_RESOLVE =
      """
      with done as materialized (select engine_1.resolve($2, $3::smallint, $4, $5) what),
      noted as (
        insert into kinoloom.audit(who, action, key_id, job_id, details, outcome)
        select $1, 'paid-call.resolve', j.key_id, j.id,
          jsonb_strip_nulls(jsonb_build_object(
            'call', x.id, 'became', $6::text, 'handle', $4::text, 'note', $5::text)),
          case when done.what then 'resolved' else 'not wanted, or known otherwise' end
        from done join kinoloom.effect x on x.id = $2 join kinoloom.job j on j.id = x.job_id)
      select what from done
      """;

  private final Wire engine;
  private final Wire reads;

  PgDoubtStore(Database database) {
    this.engine = database.engine();
    this.reads = database.reads();
  }

  @Override
  public Future<List<Doubt>> list(int key, long before, int most) {
    return reads.list(
        DOUBT_LIST,
        Tuple.of(before == 0 ? Long.MAX_VALUE : before, (long) most, key),
        PgDoubtStore::doubt);
  }

  @Override
  public Future<Optional<Doubt>> find(long call) {
    return reads.find(DOUBT_FIND, Tuple.of(call), PgDoubtStore::doubt);
  }

  @Override
  public Future<Boolean> resolve(
      String by, long call, Known became, @Nullable String handle, @Nullable String note) {
    return engine.one(
        DOUBT_RESOLVE,
        Tuple.of(
            by,
            call,
            (short) became.ordinal(),
            handle,
            note,
            became.name().toLowerCase(Locale.ROOT)),
        row -> row.getBoolean(0));
  }

  private static Doubt doubt(Row row) {
    return new Doubt(
        new PaidCall(row.getLong(0), Known.values()[row.getShort(1)], row.getString(2)),
        row.getLong(3),
        row.getInteger(4),
        row.getString(5),
        JobState.of(row.getShort(6)),
        row.getInteger(7),
        TaskState.of(row.getShort(8)),
        row.getString(9));
  }
}
