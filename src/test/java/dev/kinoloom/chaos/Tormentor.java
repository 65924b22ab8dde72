package dev.kinoloom.chaos;

import dev.kinoloom.store.HistoryCheck;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** Does one torment after the other to a cluster, by dice; after each the history is whole. */
final class Tormentor {
  private static final Duration START = Duration.ofMinutes(3);
  private static final Duration END = Duration.ofSeconds(60);
  private static final Duration RESUMED = Duration.ofSeconds(20);
  private static final int MOST_CUTS = 12;

  /** Only requests as long as those that bring results or jobs. */
  private static final int LONG_REQUEST = 700;

  private final Cluster cluster;
  private final Recoveries recoveries;
  private final Bills bills;
  private final Rows rows;
  private final Duration leaseTtl;
  private final Random dice;
  private final Map<Torment, Integer> done = new EnumMap<>(Torment.class);

  Tormentor(Cluster cluster, Recoveries recoveries, Bills bills, Duration leaseTtl, Random dice) {
    this.bills = bills;
    this.cluster = cluster;
    this.recoveries = recoveries;
    this.rows = new Rows(cluster.postgres());
    this.leaseTtl = leaseTtl;
    this.dice = dice;
  }

  /** To any node. Answers when it is over, and who suffered is ready again. */
  void inflict(Torment torment) throws Exception {
    inflict(torment, dice.nextInt(cluster.members().size()));
  }

  /** To that node, if it is done to one. */
  void inflict(Torment torment, int node) throws Exception {
    pause(Duration.ofMillis(dice.nextInt(1_000)));
    long began = System.nanoTime();
    switch (torment) {
      case KILL -> kill(cluster.member(node));
      case STOP -> stop(cluster.member(node));
      case DRAIN -> drain(cluster.member(node));
      case KILL_ALL -> killAll();
      case CUT -> cut();
      case DATABASE_RESTART -> cluster.postgres().restart();
      case DATABASE_SESSION -> cluster.postgres().killSession();
      case DATABASE_KILL -> killDatabase();
      case ISOLATE -> isolate(node);
      case SCATTER -> scatter();
      case FULL_DISK -> fullDisk();
    }
    System.out.printf("%s took %d ms%n", torment.of(node), millisSince(began));
    checkHistory(torment);
    synchronized (done) {
      done.merge(torment, 1, Integer::sum);
    }
  }

  /** How often what was done. */
  String told() {
    return done.entrySet().stream()
        .map(entry -> entry.getKey() + " × " + entry.getValue())
        .collect(Collectors.joining(", "));
  }

  private void checkHistory(Torment after) throws SQLException {
    var violations = rows.whenThere(() -> HistoryCheck.violations(cluster.database()));
    if (!violations.isEmpty()) {
      throw new AssertionError("the history after %s: %s".formatted(after, violations));
    }
    var faults = bills.faults();
    if (!faults.isEmpty()) {
      throw new AssertionError("paid calls after %s: %s".formatted(after, faults));
    }
  }

  private void kill(Member victim) throws Exception {
    var pending = BusyMoment.stop(List.of(victim), recoveries);
    long began = System.nanoTime();
    victim.kill();
    victim.start();
    pending.await("kill", began);
    victim.awaitReady(START);
  }

  /** A node that wakes up after its lease finds itself buried, and its work with others. */
  private void stop(Member victim) throws Exception {
    try {
      var pending = BusyMoment.stop(List.of(victim), recoveries);
      pending.await("stop", System.nanoTime());
      pause(Duration.ofMillis(dice.nextInt(2_000)));
    } finally {
      victim.signal("CONT");
    }
    victim.awaitReady(START);
  }

  private void drain(Member leaving) throws Exception {
    BusyMoment.stop(List.of(leaving), recoveries);
    leaving.terminate();
    leaving.signal("CONT");
    leaving.awaitEnd(END);
    leaving.start();
    leaving.awaitReady(START);
  }

  /** Counts from when the first is back. */
  private void killAll() throws Exception {
    var pending = BusyMoment.stop(cluster.members(), recoveries);
    for (var member : cluster.members()) {
      member.kill();
    }
    for (var member : cluster.members()) {
      member.start();
    }
    while (cluster.members().stream().noneMatch(Member::isReady)) {
      pause(Duration.ofMillis(20));
    }
    var time = pending.await("all killed, since the first is back", System.nanoTime());
    if (time.compareTo(RESUMED) > 0) {
      throw new AssertionError("all killed, and work resumed only after " + time);
    }
    cluster.members().forEach(member -> member.awaitReady(START));
  }

  /** Half of them where something was written. */
  private void cut() {
    for (int i = 0; i < cluster.members().size(); i++) {
      int cuts = 1 + dice.nextInt(MOST_CUTS);
      cluster.toDatabase(i).swallow(cuts, dice.nextBoolean() ? LONG_REQUEST : 0);
    }
    pause(Duration.ofMillis(1_500));
    for (int i = 0; i < cluster.members().size(); i++) {
      cluster.toDatabase(i).swallow(0, 0);
    }
  }

  private void killDatabase() throws Exception {
    cluster.postgres().kill();
    pause(Duration.ofMillis(dice.nextInt(3_000)));
    cluster.postgres().restart();
  }

  private void isolate(int node) {
    cluster.isolate(node);
    pause(partition());
    cluster.heal();
  }

  private void scatter() {
    cluster.scatter();
    pause(partition());
    cluster.heal();
  }

  private Duration partition() {
    return Duration.ofMillis(2_000 + dice.nextInt((int) leaseTtl.toMillis()));
  }

  /** The first node's; again and again until an attempt has met it, or the node has seen it. */
  private void fullDisk() throws Exception {
    long before = attemptsWithoutRoom();
    long end = System.nanoTime() + START.toNanos();
    boolean noticed = false;
    while (!noticed) {
      if (System.nanoTime() > end) {
        throw new AssertionError("nobody notices a full disk");
      }
      cluster.member(0).awaitReady(START); // where no byte is left nobody starts
      cluster.disk().fill();
      try {
        pause(Duration.ofMillis(1_500 + dice.nextInt(2_000)));
        noticed = attemptsWithoutRoom() > before || nodesInTrouble() > 0;
      } finally {
        cluster.disk().free();
      }
    }
    cluster.member(0).awaitReady(START);
  }

  private long attemptsWithoutRoom() throws SQLException {
    return rows.number(
        "select count(*) from kinoloom.job_event where kind = 9 and data -> 'failure' ->> 'kind' = 'RESOURCES'");
  }

  private long nodesInTrouble() throws SQLException {
    return rows.number(
        "select count(*) from kinoloom.node where state < 3 and trouble is not null");
  }

  private static long millisSince(long began) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
  }

  /** The moment is part of the seed, not a wait for something. */
  private static void pause(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(Math.min(end - System.nanoTime(), TimeUnit.SECONDS.toNanos(1)));
    }
  }
}
