package dev.kinoloom.membership;

import dev.kinoloom.domain.Holding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What runs here, laid beside what the database says this node holds. Pure.
 *
 * @param fenced run here, but the database knows nothing of that lease: kill
 * @param stopped are held and run here, and their job is being stopped
 * @param orphans are held, but nothing runs here: perhaps the answer to the claim was lost
 */
record Comparison(List<Holding> fenced, List<Holding> stopped, List<Holding> orphans) {
  private record Lease(long job, int no, int epoch) {
    static Lease of(Holding holding) {
      return new Lease(holding.job(), holding.no(), holding.epoch());
    }
  }

  /**
   * {@code before}: what ran when the database was asked; {@code now}: what runs as its answer is
   * read. What began between the two is not in the answer, and not to be fenced for it.
   */
  static Comparison of(List<Holding> held, List<Holding> before, List<Holding> now) {
    Map<Lease, Holding> inDatabase = byLease(held);
    Map<Lease, Holding> here = byLease(before);
    here.putAll(byLease(now));
    var fenced =
        before.stream().filter(attempt -> !inDatabase.containsKey(Lease.of(attempt))).toList();
    var stopped = new ArrayList<Holding>();
    var orphans = new ArrayList<Holding>();
    inDatabase.forEach(
        (lease, holding) -> {
          var attempt = here.get(lease);
          if (attempt == null) {
            orphans.add(holding);
          } else if (holding.stop() && !attempt.stop()) {
            stopped.add(attempt);
          }
        });
    return new Comparison(fenced, stopped, orphans);
  }

  private static Map<Lease, Holding> byLease(List<Holding> holdings) {
    var byLease = new LinkedHashMap<Lease, Holding>();
    holdings.forEach(holding -> byLease.put(Lease.of(holding), holding));
    return byLease;
  }
}
