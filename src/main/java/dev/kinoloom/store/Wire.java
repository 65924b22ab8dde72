package dev.kinoloom.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * One statement there, rows back. Fails with {@link StoreUnavailable} or {@link StoreRejected},
 * never with anything else.
 */
final class Wire {
  private final SqlClient client;
  private final Duration answer;

  Wire(SqlClient client, Duration answer) {
    this.client = client;
    this.answer = answer;
  }

  <T> Future<List<T>> list(String sql, Tuple values, Function<Row, T> read) {
    return ask(sql, values).map(rows -> readAll(rows, read));
  }

  /** The only row. */
  <T> Future<T> one(String sql, Tuple values, Function<Row, T> read) {
    return ask(sql, values).map(rows -> read.apply(rows.iterator().next()));
  }

  /** The first row, if there is one. */
  <T> Future<Optional<T>> find(String sql, Tuple values, Function<Row, T> read) {
    return ask(sql, values).map(rows -> readAll(rows, read).stream().findFirst());
  }

  Future<Void> run(String sql, Tuple values) {
    return ask(sql, values).mapEmpty();
  }

  Future<Void> ping() {
    return run("select 1", Tuple.tuple());
  }

  private Future<RowSet<Row>> ask(String sql, Tuple values) {
    return client
        .preparedQuery(sql)
        .execute(values)
        .timeout(answer.toMillis(), TimeUnit.MILLISECONDS)
        .recover(failure -> Future.failedFuture(StoreFailures.translate(failure)));
  }

  private static <T> List<T> readAll(RowSet<Row> rows, Function<Row, T> read) {
    var all = new ArrayList<T>(rows.size());
    for (var row : rows) {
      all.add(read.apply(row));
    }
    return all;
  }

  Future<Void> close() {
    return client.close();
  }
}
