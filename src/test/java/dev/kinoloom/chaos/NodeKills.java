package dev.kinoloom.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** How long it takes until the work of a node that was killed goes on; the default lease stands. */
public final class NodeKills {
  private static final Duration DEFAULT_TTL = Duration.ofSeconds(12);
  private static final Duration START = Duration.ofMinutes(3);
  private static final Duration BETWEEN = Duration.ofMillis(1_200);
  private static final int KEYS = 80;
  private static final int IN_FLIGHT = 6;
  private static final long SEED = 7;

  /**
   * What came of it; the history is whole, or there is none.
   *
   * @param times one a kill: until every task that was leased to the killed node was leased anew
   * @param tasks that were in flight there, in all
   * @param history in words
   */
  public record Killed(List<Duration> times, int tasks, String history) {}

  private NodeKills() {}

  /**
   * {@code directory}: an empty one. Throws {@link AssertionError} where the history is not whole.
   */
  public static Killed measure(Path directory, int kills) throws Exception {
    try (var cluster = new Cluster(directory, new Cluster.Plan(3, DEFAULT_TTL, Pace.STEADY))) {
      cluster.startAll();
      var urls = cluster.members().stream().map(Member::url).toList();
      try (var customers = new Customers(cluster.postgres(), urls, KEYS, SEED, BETWEEN, 0)) {
        customers.begin();
        var recoveries = new Recoveries(new Rows(cluster.postgres()));
        var times = new ArrayList<Duration>();
        int tasks = 0;
        for (int i = 0; i < kills; i++) {
          var victim = cluster.member(i % 3);
          awaitWork(recoveries, victim);
          long began = System.nanoTime();
          victim.kill();
          var pending = recoveries.of(victim.name());
          tasks += pending.size();
          times.add(pending.await("kill", began));
          victim.start();
          victim.awaitReady(START);
        }
        customers.enough();
        var end = new AtRest(cluster, customers.ledger());
        end.await(START);
        end.check();
        var history = end.told();
        cluster.drainAll();
        end.checkEmpty();
        return new Killed(times, tasks, history);
      }
    }
  }

  /** Nothing tells of leases: they are counted again and again. */
  private static void awaitWork(Recoveries recoveries, Member member) throws Exception {
    long end = System.nanoTime() + START.toNanos();
    while (recoveries.of(member.name()).size() < IN_FLIGHT) {
      if (System.nanoTime() > end) {
        throw new AssertionError(member.name() + " has never much to do");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }
}
