package dev.kinoloom.chaos;

import com.fasterxml.jackson.databind.JsonNode;
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
 * Who finds out what became of paid calls that no node looks after: asks the provider for its list,
 * and says so through the management API.
 */
final class Operator implements AutoCloseable {
  private static final Duration BETWEEN = Duration.ofMillis(300);

  /** Whoever has sent by now has his answer, or none; who was held meanwhile is told no. */
  private static final long SURELY_NOT_SENT = ClipDesk.ANSWER.toNanos() * 3;

  private static final List<String> ENDED = List.of("completed", "failed", "cancelled");

  /** A paid call that somebody must look after. */
  private record Doubt(String call, @Nullable String handle, boolean ended) {
    static Doubt of(JsonNode told) {
      return new Doubt(
          told.path("callId").asText(),
          told.hasNonNull("handle") ? told.path("handle").asText() : null,
          ENDED.contains(told.path("status").asText()));
    }
  }

  private final ScheduledExecutorService rounds = Executors.newSingleThreadScheduledExecutor();
  private final Map<String, Long> since = new HashMap<>();
  private final AtomicInteger found = new AtomicInteger();
  private final AtomicInteger notSent = new AtomicInteger();
  private final AtomicInteger leftOpen = new AtomicInteger();
  private final Rows rows;
  private final Management management;
  private final ClipDesk desk;
  private volatile @Nullable ScheduledFuture<?> working;

  /** {@code rows}: to see, at the end, that nothing is open. */
  Operator(Rows rows, Management management, ClipDesk desk) {
    this.rows = rows;
    this.management = management;
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
        throw new AssertionError("paid calls stay open: " + open());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }

  private List<String> open() throws SQLException {
    return rows.list(
        "select to_jsonb(x)::text from kinoloom.effect x where state in (0, 1)",
        row -> row.getString(1));
  }

  private void round() {
    try {
      var doubts = management.doubts();
      var open = new HashSet<String>();
      doubts.forEach(told -> open.add(told.path("callId").asText()));
      since.keySet().retainAll(open);
      long now = System.nanoTime();
      open.forEach(call -> since.putIfAbsent(call, now));
      if (!open.isEmpty()) {
        var known = known();
        for (var told : doubts) {
          decide(Doubt.of(told), known.get(told.path("callId").asText()));
        }
      }
    } catch (IOException nobodyAnswers) {
      // the next round asks again
    }
  }

  private long age(Doubt doubt) {
    return System.nanoTime() - since.getOrDefault(doubt.call(), System.nanoTime());
  }

  /** By call: under which handle the provider knows it. */
  private Map<String, String> known() throws IOException {
    var known = new HashMap<String, String>();
    for (var one : desk.list()) {
      known.put(one.path("input").path("reference").asText(), one.path("id").asText());
    }
    return known;
  }

  private void decide(Doubt doubt, @Nullable String known) throws IOException {
    var handle = doubt.handle() == null ? known : doubt.handle();
    if (handle == null) {
      if (age(doubt) > SURELY_NOT_SENT
          && management
              .resolve(doubt.call(), Map.of("became", "void", "note", "not known there"))
              .isPresent()) {
        notSent.incrementAndGet();
      }
    } else if (doubt.handle() != null || doubt.ended()) {
      if (giveBack(doubt, handle)) {
        leftOpen.incrementAndGet();
      }
    } else {
      var wanted = management.resolve(doubt.call(), Map.of("became", "booked", "handle", handle));
      if (wanted.isPresent()) {
        found.incrementAndGet();
        if (!wanted.get()) {
          giveBack(doubt, handle);
        }
      }
    }
  }

  /** Where the provider does not answer it stays open until the next round. */
  private boolean giveBack(Doubt doubt, String handle) throws IOException {
    var status = desk.cancel(handle);
    return status.isPresent()
        && management
            .resolve(
                doubt.call(),
                Map.of(
                    "became",
                    "void",
                    "handle",
                    handle,
                    "note",
                    "the job is over, there " + status.get()))
            .isPresent();
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
