package dev.kinoloom.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three real nodes on one database, customers who ask for videos, and a tormentor; then rest, and
 * the invariants. Each torment once; {@code -Dkinoloom.chaos.seconds=600} torments for so long,
 * with the default lease. {@code -Dkinoloom.chaos.seed=7} repeats the dice of a run, and so what is
 * done to whom in which order; when exactly, no dice can say.
 */
class ClusterChaos {
  private static final int SECONDS = Integer.getInteger("kinoloom.chaos.seconds", 0);
  private static final long SEED = Long.getLong("kinoloom.chaos.seed", System.nanoTime());
  private static final boolean LONG = SECONDS > 0;
  private static final Duration TTL = Duration.ofSeconds(LONG ? 12 : 4);
  private static final int KEYS = LONG ? 300 : 120;
  private static final Duration BETWEEN = Duration.ofMillis(LONG ? 100 : 120);
  private static final double CLIPS = 0.12;
  private static final Duration REST = Duration.ofMinutes(3);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  @Test
  @Timeout(value = 3, unit = TimeUnit.HOURS)
  void three_nodes_lose_nothing_and_do_nothing_twice_whatever_is_done_to_them() throws Exception {
    System.out.printf("cluster chaos: seed %d, in %s%n", SEED, directory);
    long began = System.nanoTime();
    try (var clips = new ClipHouse(SEED);
        var cluster = new Cluster(directory, new Cluster.Plan(3, TTL, Pace.QUICK, clips.url()))) {
      cluster.startAll();
      var urls = cluster.members().stream().map(Member::url).toList();
      try (var customers = new Customers(cluster.postgres(), urls, KEYS, SEED, BETWEEN, CLIPS);
          var operator =
              new Operator(
                  new Rows(cluster.postgres()),
                  new Management(cluster.members().stream().map(Member::management).toList()),
                  new ClipDesk(clips.url()))) {
        long ready = System.nanoTime();
        customers.begin();
        operator.begin();
        var recoveries = new Recoveries(new Rows(cluster.postgres()));
        var bills = new Bills(clips.book(), new Rows(cluster.postgres()));
        var tormentors = torment(cluster, recoveries, bills);
        cluster.heal();
        customers.enough();
        long calm = System.nanoTime();
        var end = new AtRest(cluster, customers.ledger());
        end.await(REST);
        long rest = System.nanoTime();
        cluster.members().forEach(member -> member.awaitReady(REST));
        operator.settle(REST);
        end.check();
        bills.check();
        cluster.drainAll();
        end.checkEmpty();
        System.out.printf(
            "cluster chaos: seed %d; start %d s, torments %d s, rest after %d s; %s; %d requests sent again, %d answers cut, %d node lives, %d started again%n%s%npaid calls: %s%na full disk is %s%nrecovery: %s%n",
            SEED,
            seconds(ready - began),
            seconds(calm - ready),
            seconds(rest - calm),
            end.told(),
            customers.ledger().retries(),
            cluster.cuts(),
            cluster.members().stream().mapToInt(Member::lives).sum(),
            cluster.members().stream().mapToInt(Member::startedAgain).sum(),
            String.join(", ", tormentors.stream().map(Tormentor::told).toList()),
            bills.told(operator),
            cluster.disk().kind(),
            recoveries.told());
        assertThat(cluster.cuts()).as("connections cut between commit and answer").isPositive();
        bills.checkThatThereWas(operator);
      }
    }
  }

  /** What is around the nodes is tormented, and nodes are; then all nodes are killed. */
  private static List<Tormentor> torment(Cluster cluster, Recoveries recoveries, Bills bills)
      throws Exception {
    var chance = new Random(SEED);
    var around = new Tormentor(cluster, recoveries, bills, TTL, new Random(chance.nextLong()));
    var ofNodes = new Tormentor(cluster, recoveries, bills, TTL, new Random(chance.nextLong()));
    var turns = LONG ? untilTheEnd(around, ofNodes, chance) : once(around, ofNodes, chance);
    var atOnce = Executors.newFixedThreadPool(turns.size());
    try {
      for (var turn : turns.stream().map(atOnce::submit).toList()) {
        turn.get();
      }
    } finally {
      atOnce.shutdownNow();
    }
    ofNodes.inflict(Torment.KILL_ALL);
    return List.of(around, ofNodes);
  }

  private static List<Callable<Void>> untilTheEnd(
      Tormentor around, Tormentor ofNodes, Random chance) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    var some = new ArrayList<>(Torment.OF_NODES);
    some.add(Torment.KILL_ALL);
    return List.of(
        turns(around, Torment.AROUND, new Random(chance.nextLong()), end),
        turns(ofNodes, some, new Random(chance.nextLong()), end));
  }

  /** Each node has a torment of its own, while what is around them is tormented. */
  private static List<Callable<Void>> once(Tormentor around, Tormentor ofNodes, Random chance) {
    var some = new ArrayList<>(Torment.OF_NODES);
    Collections.shuffle(some, chance);
    return List.of(
        turns(around, Torment.AROUND, new Random(chance.nextLong()), 0),
        () -> {
          for (int node = 0; node < some.size(); node++) {
            ofNodes.inflict(some.get(node), node);
          }
          return null;
        });
  }

  /** All of them in any order; again until the time is over. */
  private static Callable<Void> turns(Tormentor who, List<Torment> some, Random dice, long end) {
    return () -> {
      do {
        var turn = new ArrayList<>(some);
        Collections.shuffle(turn, dice);
        for (var torment : turn) {
          who.inflict(torment);
        }
      } while (LONG && System.nanoTime() < end);
      return null;
    };
  }

  private static long seconds(long nanos) {
    return TimeUnit.NANOSECONDS.toSeconds(nanos);
  }
}
