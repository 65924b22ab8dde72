package dev.kinoloom.chaos;

import dev.kinoloom.store.OwnPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Who finds out what became of paid calls of which nobody here knows: asks the provider for its
 * list, and says so by the engine's own word. There is no command for it yet.
 */
final class Operator implements AutoCloseable {
  private static final Duration BETWEEN = Duration.ofMillis(300);

  /** A node shall have looked at it in doubt: what it does then is what is tested. */
  private static final long NOT_AT_ONCE = TimeUnit.MILLISECONDS.toNanos(1_600);

  /** Whoever has sent by now has his answer, or none; who was held meanwhile is told no. */
  private static final long SURELY_NOT_SENT = ClipDesk.ANSWER.toNanos() * 2;

  private static final int HANDLE = 1;
  private static final int VOID = 2;

  /** An effect that somebody must look after, and nobody does. */
  private record Doubt(long effect, @Nullable String handle, boolean ended) {}

  private final ScheduledExecutorService rounds = Executors.newSingleThreadScheduledExecutor();
  private final Map<Long, Long> since = new HashMap<>();
  private final AtomicInteger found = new AtomicInteger();
  private final AtomicInteger notSent = new AtomicInteger();
  private final AtomicInteger leftOpen = new AtomicInteger();
  private final OwnPostgres database;
  private final Rows rows;
  private final ClipDesk desk;
  private volatile @Nullable ScheduledFuture<?> working;

  Operator(OwnPostgres database, ClipDesk desk) {
    this.database = database;
    this.rows = new Rows(database);
    this.desk = desk;
  }

  /** From now on, until it is closed. */
  void begin() {
    working =
        rounds.scheduleWithFixedDelay(
            this::round, BETWEEN.toMillis(), BETWEEN.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Waits until no call is open; every job has ended. */
  void settle(Duration most) throws Exception {
    long end = System.nanoTime() + most.toNanos();
    while (rows.number("select count(*) from kinoloom.effect where state in (0, 1)") > 0) {
      var work = Objects.requireNonNull(working);
      if (work.isDone()) {
        work.get(); // tells what it died of
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("paid calls stay open: " + doubts());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }

  private void round() {
    try {
      var doubts = doubts();
      var open = new HashSet<Long>();
      doubts.forEach(doubt -> open.add(doubt.effect()));
      since.keySet().retainAll(open);
      long now = System.nanoTime();
      doubts.forEach(doubt -> since.putIfAbsent(doubt.effect(), now));
      var old = doubts.stream().filter(doubt -> age(doubt) > NOT_AT_ONCE).toList();
      if (!old.isEmpty()) {
        var known = known();
        for (var doubt : old) {
          decide(doubt, known.get(doubt.effect()));
        }
      }
    } catch (IOException | SQLException e) {
      System.out.println("the operator tries again: " + e.getMessage());
    }
  }

  private List<Doubt> doubts() throws SQLException {
    return rows.list(
        """
        select x.id, x.handle, j.state > 3 from kinoloom.effect x
        join kinoloom.job j on j.id = x.job_id
        where x.state = 0 or x.state = 1 and j.state > 3
        """,
        row -> new Doubt(row.getLong(1), row.getString(2), row.getBoolean(3)));
  }

  private long age(Doubt doubt) {
    return System.nanoTime() - since.getOrDefault(doubt.effect(), System.nanoTime());
  }

  /** By effect: under which handle the provider knows it. */
  private Map<Long, String> known() throws IOException {
    var known = new HashMap<Long, String>();
    for (var one : desk.list()) {
      known.put(one.path("input").path("reference").asLong(), one.path("id").asText());
    }
    return known;
  }

  private void decide(Doubt doubt, @Nullable String known) throws SQLException {
    var handle = doubt.handle() == null ? known : doubt.handle();
    if (handle == null) {
      if (age(doubt) > SURELY_NOT_SENT) {
        resolve(doubt.effect(), VOID, null, "not known there");
        notSent.incrementAndGet();
      }
    } else if (doubt.ended()) {
      if (giveBack(doubt, handle)) {
        leftOpen.incrementAndGet();
      }
    } else {
      if (!resolve(doubt.effect(), HANDLE, handle, "found there")) {
        giveBack(doubt, handle);
      }
      found.incrementAndGet();
    }
  }

  /** Where the provider does not answer it stays open until the next round. */
  private boolean giveBack(Doubt doubt, String handle) throws SQLException {
    var status = desk.cancel(handle);
    if (status.isPresent()) {
      resolve(doubt.effect(), VOID, handle, "the job is over, there " + status.get());
    }
    return status.isPresent();
  }

  private boolean resolve(long effect, int state, @Nullable String handle, String note)
      throws SQLException {
    return rows.whenThere(
        () -> {
          try (var connection = database.open();
              var say =
                  connection.prepareStatement("select engine_1.resolve(?, ?::smallint, ?, ?)")) {
            say.setLong(1, effect);
            say.setInt(2, state);
            say.setString(3, handle);
            say.setString(4, note);
            try (var row = say.executeQuery()) {
              row.next();
              return row.getBoolean(1);
            }
          }
        });
  }

  /** Doubts of calls that the provider had booked. */
  int found() {
    return found.get();
  }

  /** Doubts of calls that it knew nothing of. */
  int notSent() {
    return notSent.get();
  }

  /** Calls that nobody looked after when their job had ended. */
  int leftOpen() {
    return leftOpen.get();
  }

  @Override
  public void close() {
    rounds.shutdownNow();
  }
}
