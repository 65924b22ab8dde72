package dev.kinoloom.chaos;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** A moment at which nodes have work in flight: what is done to idle ones proves nothing. */
final class BusyMoment {
  private static final Duration MOST = Duration.ofMinutes(2);

  /** So that what was on its way to the database is there. */
  private static final long ARRIVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final long BETWEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private BusyMoment() {}

  /**
   * Stops them (SIGSTOP) while they hold leases; answers those. Nothing tells of such a moment:
   * they are stopped and looked at again and again.
   */
  static Recoveries.Pending stop(List<Member> members, Recoveries recoveries) throws Exception {
    var names = members.stream().map(Member::name).collect(Collectors.joining("|"));
    long end = System.nanoTime() + MOST.toNanos();
    while (System.nanoTime() < end) {
      signal(members, "STOP");
      LockSupport.parkNanos(ARRIVAL_NANOS);
      var held = recoveries.of(names);
      if (held.size() > 0) {
        return held;
      }
      signal(members, "CONT");
      LockSupport.parkNanos(BETWEEN_NANOS);
    }
    throw new AssertionError("%s never had anything to do".formatted(names));
  }

  private static void signal(List<Member> members, String what) throws Exception {
    for (var member : members) {
      member.signal(what);
    }
  }
}
