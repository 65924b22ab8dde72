package dev.kinoloom.membership;

import dev.kinoloom.domain.Holding;
import java.util.ArrayList;
import java.util.HashMap;
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

  static Comparison of(List<Holding> held, List<Holding> running) {
    Map<Lease, Holding> inDatabase = new HashMap<>();
    held.forEach(holding -> inDatabase.put(Lease.of(holding), holding));
    var fenced = new ArrayList<Holding>();
    var stopped = new ArrayList<Holding>();
    for (var attempt : running) {
      var holding = inDatabase.remove(Lease.of(attempt));
      if (holding == null) {
        fenced.add(attempt);
      } else if (holding.stop() && !attempt.stop()) {
        stopped.add(attempt);
      }
    }
    return new Comparison(fenced, stopped, List.copyOf(inDatabase.values()));
  }
}
