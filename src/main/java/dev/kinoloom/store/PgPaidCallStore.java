package dev.kinoloom.store;

import dev.kinoloom.domain.Claim;
import dev.kinoloom.domain.PaidCall;
import dev.kinoloom.domain.PaidCall.Known;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Paid calls in PostgreSQL. */
final class PgPaidCallStore implements PaidCallStore {
  private static final String INTEND =
      """
      select engine_1.intend($1, $2, $3, $4)
      """;

  private static final String RESOLVE =
      """
      select engine_1.resolve($1, $2, $3, $4)
      """;

  private static final String STANDING =
      """
      select id, state, handle
      from kinoloom.effect
      where job_id = $1 and no = $2 and (state <> 2 or handle is not null)
      order by state = 2, id desc
      limit 1
      """;

  private final Wire engine;

  PgPaidCallStore(Database database) {
    this.engine = database.engine();
  }

  @Override
  public Future<Optional<Long>> intend(int node, Claim lease) {
    return engine.one(
        INTEND,
        Tuple.of(node, lease.job(), lease.no(), lease.epoch()),
        row -> Optional.ofNullable(row.getLong(0)));
  }

  @Override
  public Future<Boolean> resolve(
      long call, Known known, @Nullable String handle, @Nullable String note) {
    return engine.one(
        RESOLVE, Tuple.of(call, (short) known.ordinal(), handle, note), row -> row.getBoolean(0));
  }

  @Override
  public Future<Optional<PaidCall>> standing(long job, int no) {
    return engine.find(STANDING, Tuple.of(job, no), PgPaidCallStore::call);
  }

  private static PaidCall call(Row row) {
    return new PaidCall(row.getLong(0), Known.values()[row.getShort(1)], row.getString(2));
  }
}
