package dev.kinoloom.store;

import dev.kinoloom.domain.Invalid;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lines in PostgreSQL. */
final class PgLineStore implements LineStore {
  private static final String LINE =
      """
      select key_id, name, created_at, slot, weight,
        (extract(epoch from head_start) * 1000)::bigint, max_concurrent, max_open, dead_blocks,
        paused, dead_cnt, running, open_cnt, ready_at is not null,
        v.storage_max, s.bytes, s.at
      from kinoloom.vkey v left join kinoloom.storage s using (key_id)
      """;

  private static final String LINE_LIST = LINE + "where key_id > $1 order by key_id limit $2";

  private static final String LINE_FIND = LINE + "where key_id = $1";

  private static final String LINE_BY_NAME = LINE + "where name = $1";

  private static final String KEY_ADD =
      """
      select engine_1.key_add(
        $1, $4, $2, $3, $5, $6::bigint * interval '1 ms', $7, $8, $9, $10, $11)
      """;

  private static final String KEY_CHANGE =
      """
      select engine_1.key_change(
        $1, $2, $3, $4, $5::bigint * interval '1 ms', $6, $7, $8, $9, $10)
      """;

  private static final String UNIQUE_VIOLATION = "23505";

  private final Wire engine;
  private final Wire reads;

  PgLineStore(Database database) {
    this.engine = database.engine();
    this.reads = database.reads();
  }

  @Override
  public Future<List<Line>> list(int after, int most) {
    return reads.list(LINE_LIST, Tuple.of(after, (long) most), PgLineStore::line);
  }

  @Override
  public Future<Optional<Line>> find(int key) {
    return reads.find(LINE_FIND, Tuple.of(key), PgLineStore::line);
  }

  @Override
  public Future<Optional<Line>> find(String name) {
    return reads.find(LINE_BY_NAME, Tuple.of(name), PgLineStore::line);
  }

  @Override
  public Future<Integer> add(String by, String secretHash, int slot, Change rules) {
    return engine
        .one(
            KEY_ADD,
            values(Tuple.of(by, secretHash, (short) slot), rules),
            row -> row.getInteger(0))
        .recover(PgLineStore::sayThatItExists);
  }

  @Override
  public Future<Boolean> change(String by, int key, Change change) {
    return engine
        .one(KEY_CHANGE, values(Tuple.of(by, key), change), row -> row.getBoolean(0))
        .recover(PgLineStore::sayThatItExists);
  }

  private static Tuple values(Tuple first, Change change) {
    var weight = change.weight();
    var headStart = change.headStart();
    var concurrent = change.maxConcurrent();
    return first
        .addString(change.name())
        .addFloat(weight == null ? null : weight.floatValue())
        .addLong(headStart == null ? null : headStart.toMillis())
        .addShort(concurrent == null ? null : concurrent.shortValue())
        .addInteger(change.maxOpen())
        .addBoolean(change.blocksOnDeadLetter())
        .addBoolean(change.paused())
        .addLong(change.maxStorageBytes());
  }

  private static <T extends @Nullable Object> Future<T> sayThatItExists(Throwable failure) {
    boolean taken =
        failure instanceof StoreRejected rejected && rejected.sqlState().equals(UNIQUE_VIOLATION);
    return Future.failedFuture(
        taken ? new Invalid("name", "is taken by another key; choose another name") : failure);
  }

  private static Line line(Row row) {
    var at = row.getOffsetDateTime(16);
    return new Line(
        row.getInteger(0),
        row.getString(1),
        row.getOffsetDateTime(2).toInstant(),
        row.getShort(3),
        new Rules(
            tidy(row.getFloat(4)),
            Duration.ofMillis(row.getLong(5)),
            row.getShort(6),
            row.getInteger(7),
            row.getBoolean(8),
            row.getLong(14)),
        row.getBoolean(9),
        row.getInteger(10),
        row.getInteger(11),
        row.getInteger(12),
        row.getBoolean(13),
        row.getLong(15),
        at == null ? null : at.toInstant());
  }

  /** What was set, not what a float of four bytes is in eight. */
  private static double tidy(float weight) {
    return Double.parseDouble(Float.toString(weight));
  }
}
