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
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One statement there, rows back. Fails with {@link StoreUnavailable} or {@link StoreRejected},
 * never with anything else. When an answer stays away, its connections are given up and new ones
 * made: a server that hangs, or a network that swallows, would else hold every later call too.
 */
final class Wire {
  private static final Logger LOG = LoggerFactory.getLogger(Wire.class);

  private final Supplier<SqlClient> clients;
  private final Duration answer;
  private volatile SqlClient current;

  Wire(Supplier<SqlClient> clients, Duration answer) {
    this.clients = clients;
    this.current = clients.get();
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
    var client = current;
    return client
        .preparedQuery(sql)
        .execute(values)
        .timeout(answer.toMillis(), TimeUnit.MILLISECONDS)
        .recover(
            failure -> {
              if (failure instanceof TimeoutException) {
                giveUp(client);
              }
              return Future.failedFuture(StoreFailures.translate(failure));
            });
  }

  /** Once for all calls that wait on the same connections; those end as unavailable. */
  private synchronized void giveUp(SqlClient silent) {
    if (current == silent) {
      current = clients.get();
      silent
          .close()
          .onFailure(failure -> LOG.warn("database.give_up failure={}", failure.toString()));
    }
  }

  private static <T> List<T> readAll(RowSet<Row> rows, Function<Row, T> read) {
    var all = new ArrayList<T>(rows.size());
    for (var row : rows) {
      all.add(read.apply(row));
    }
    return all;
  }

  Future<Void> close() {
    return current.close();
  }
}
