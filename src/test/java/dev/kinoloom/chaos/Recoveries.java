package dev.kinoloom.chaos;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * How long the work of nodes that died lay there: from the blow until each task that was leased to
 * them is leased anew, done, or not wanted any more. Safe to use from any thread.
 */
final class Recoveries {
  private static final Duration MOST = Duration.ofMinutes(2);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** A task under the lease that was lost. */
  private record Lost(long job, int no, int epoch) {
    String row() {
      return "(%d::bigint,%d,%d)".formatted(job, no, epoch);
    }
  }

  /** It took so long until so many tasks went on. */
  private record Recovery(Duration time, int tasks) {}

  private final Rows rows;
  private final Map<String, List<Recovery>> recoveries = new TreeMap<>();

  Recoveries(Rows rows) {
    this.rows = rows;
  }

  /** What somebody of those names holds now; it will be waited for. */
  Pending of(String names) throws SQLException {
    return new Pending(
        rows.list(
            """
            select t.job_id, t.no, t.epoch from kinoloom.task t
            join kinoloom.node n on n.id = t.node
            where t.state = 1 and n.name ~ '^(%s)$'
            """
                .formatted(names),
            row -> new Lost(row.getLong(1), row.getInt(2), row.getInt(3))));
  }

  /** Leases whose holders are gone. */
  final class Pending {
    private final List<Lost> lost;

    private Pending(List<Lost> lost) {
      this.lost = lost;
    }

    int size() {
      return lost.size();
    }

    /** Waits until all of it goes on, or is over; counts from {@code began} (nano time). */
    Duration await(String torment, long began) throws SQLException {
      var left = lost;
      while (!left.isEmpty()) {
        if (System.nanoTime() - began > MOST.toNanos()) {
          throw new AssertionError("%s: nobody takes up %s".formatted(torment, left));
        }
        LockSupport.parkNanos(LOOK_NANOS);
        left = stillLying(left);
      }
      var time = Duration.ofNanos(System.nanoTime() - began);
      note(torment, time, lost.size());
      return time;
    }
  }

  private List<Lost> stillLying(List<Lost> lost) throws SQLException {
    return rows.list(
        """
        select t.job_id, t.no, t.epoch from kinoloom.task t
        join (values %s) l(job, no, epoch)
          on l.job = t.job_id and l.no = t.no and l.epoch = t.epoch
        where t.state in (0, 1, 2)
        """
            .formatted(lost.stream().map(Lost::row).collect(Collectors.joining(","))),
        row -> new Lost(row.getLong(1), row.getInt(2), row.getInt(3)));
  }

  private synchronized void note(String torment, Duration time, int count) {
    recoveries.computeIfAbsent(torment, none -> new ArrayList<>()).add(new Recovery(time, count));
  }

  /** E.g. {@code kill: median 9.1 s, max 13.2 s, of 4 (17 tasks)}. */
  synchronized String told() {
    return recoveries.entrySet().stream()
        .map(entry -> entry.getKey() + ": " + told(entry.getValue()))
        .collect(Collectors.joining("; "));
  }

  private static String told(List<Recovery> some) {
    var sorted = some.stream().map(Recovery::time).sorted().toList();
    return "median %.1f s, max %.1f s, of %d (%d tasks)"
        .formatted(
            seconds(sorted.get((sorted.size() - 1) / 2)),
            seconds(sorted.get(sorted.size() - 1)),
            sorted.size(),
            some.stream().mapToInt(Recovery::tasks).sum());
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1e3;
  }
}
