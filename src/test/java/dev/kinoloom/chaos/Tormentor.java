package dev.kinoloom.chaos;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** Does one torment after the other to a cluster, by dice. */
final class Tormentor {
  private static final Duration START = Duration.ofMinutes(3);
  private static final Duration END = Duration.ofSeconds(60);
  private static final Duration RESUMED = Duration.ofSeconds(20);
  private static final int MOST_CUTS = 12;

  /** Only requests as long as those that bring results or jobs. */
  private static final int LONG_REQUEST = 700;

  private final Cluster cluster;
  private final Recoveries recoveries;
  private final Duration leaseTtl;
  private final Random dice;
  private final Map<Torment, Integer> done = new EnumMap<>(Torment.class);

  Tormentor(Cluster cluster, Recoveries recoveries, Duration leaseTtl, Random dice) {
    this.cluster = cluster;
    this.recoveries = recoveries;
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
    System.out.printf(
        "%s node-%d took %d ms%n", torment, node, (System.nanoTime() - began) / 1_000_000);
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

  private void kill(Member victim) throws Exception {
    long began = System.nanoTime();
    victim.kill();
    var pending = recoveries.of(victim.name());
    victim.start();
    pending.await("kill", began);
    victim.awaitReady(START);
  }

  /** A node that wakes up after its lease finds itself buried. */
  private void stop(Member victim) throws Exception {
    long began = System.nanoTime();
    victim.signal("STOP");
    try {
      var pending = recoveries.of(victim.name());
      pause(leaseTtl.plusMillis(1_500 + dice.nextInt(2_000)));
      pending.await("stop", began);
    } finally {
      victim.signal("CONT");
    }
    victim.awaitReady(START);
  }

  private void drain(Member leaving) throws Exception {
    leaving.terminate();
    leaving.awaitEnd(END);
    leaving.start();
    leaving.awaitReady(START);
  }

  /** Counts from when the first is back. */
  private void killAll() throws Exception {
    for (var member : cluster.members()) {
      member.kill();
    }
    var names = cluster.members().stream().map(Member::name).collect(Collectors.joining("|"));
    var pending = recoveries.of(names);
    for (var member : cluster.members()) {
      member.start();
    }
    while (cluster.members().stream().noneMatch(Member::isReady)) {
      pause(Duration.ofMillis(20));
    }
    var time = pending.await("all killed", System.nanoTime());
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

  private void isolate(int node) throws Exception {
    cluster.isolate(node);
    pause(Duration.ofMillis(2_000 + dice.nextInt(3_000)));
    cluster.heal();
  }

  private void scatter() {
    cluster.scatter();
    pause(Duration.ofMillis(2_000 + dice.nextInt(3_000)));
    cluster.heal();
  }

  private void fullDisk() throws Exception {
    if (cluster.disk().isMounted()) {
      cluster.disk().fill();
      try {
        pause(Duration.ofMillis(1_500 + dice.nextInt(2_000)));
      } finally {
        cluster.disk().free();
      }
    }
  }

  /** The moment is part of the seed, not a wait for something. */
  private static void pause(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(Math.min(end - System.nanoTime(), TimeUnit.SECONDS.toNanos(1)));
    }
  }
}
