package dev.kinoloom.bench;

import dev.kinoloom.boot.WaitingNode;
import dev.kinoloom.domain.Submission;
import dev.kinoloom.pipeline.Briefs;
import dev.kinoloom.store.Database;
import dev.kinoloom.store.HistoryStore;
import dev.kinoloom.store.Stores;
import dev.kinoloom.store.TestDatabase;
import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A database with jobs that will wait for a provider, each of a key of its own. */
public final class WaitingJobs implements AutoCloseable {
  private static final int BATCH = 500;
  private final Vertx vertx = Vertx.vertx();
  private final TestDatabase testDatabase = TestDatabase.create();
  private final Database database = testDatabase.connect(vertx);

  /** {@code count} jobs, accepted. */
  public WaitingJobs(int count) {
    testDatabase.run(
        "insert into kinoloom.vkey(name, slot) select 'key ' || i, i %% 1024 from generate_series(1, %d) i"
            .formatted(count));
    HistoryStore.over(database).add(WaitingNode.past()).await();
    var jobs = Stores.over(database).jobs();
    for (int from = 1; from <= count; from += BATCH) {
      var batch = new ArrayList<Submission>();
      for (int key = from; key < Math.min(count + 1, from + BATCH); key++) {
        batch.add(new Submission(key, null, "00", Briefs.payload(), 1));
      }
      jobs.accept(batch).await();
    }
  }

  public TestDatabase database() {
    return testDatabase;
  }

  /** The only number that a query answers. */
  public long count(String sql) throws SQLException {
    try (var connection = testDatabase.open();
        var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Looks now and then until the number is at least {@code least}. */
  public void await(String sql, long least, int seconds) throws SQLException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    for (long now = count(sql); now < least; now = count(sql)) {
      if (System.nanoTime() > until) {
        throw new AssertionError("%d of %d after %d s: %s".formatted(now, least, seconds, sql));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
    }
  }

  @Override
  public void close() {
    database.close().await();
    vertx.close().await();
    testDatabase.close();
  }
}
