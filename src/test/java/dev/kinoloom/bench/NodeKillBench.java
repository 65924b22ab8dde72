package dev.kinoloom.bench;

import dev.kinoloom.chaos.NodeKills;
import java.time.Duration;
import java.util.function.Consumer;

/** P7: SIGKILL to one of three nodes with work in flight, with the default lease. */
final class NodeKillBench implements Benchmark {
  @Override
  public void run(int rounds, Consumer<String> out) throws Exception {
    var home = Homes.fresh();
    try {
      var killed = NodeKills.measure(home, rounds);
      out.accept(
          "P7 SIGKILL of one of three nodes: all its work goes on elsewhere after %s, longest %.1f s; %d tasks were in flight; %s; nothing lost or published twice (history check)"
              .formatted(
                  Rounds.told(killed.times().stream().map(NodeKillBench::seconds).toList()),
                  killed.times().stream().mapToDouble(NodeKillBench::seconds).max().orElseThrow(),
                  killed.tasks(),
                  killed.history()));
    } finally {
      Homes.delete(home);
    }
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1e3;
  }
}
