package dev.kinoloom.bench;

import dev.kinoloom.store.HistoryCheck;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * P8: 10,000 jobs that wait for a slow provider on one node with half a gibibyte of heap, of which
 * nobody tells how far they are. How late their checks are: while they begin, and for a minute
 * after.
 */
final class WaitingBench implements Benchmark {
  private static final int JOBS = Integer.getInteger("bench.waiting", 10_000);
  private static final int LOOKS_SECONDS = 60;
  private static final long STEADY_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final int PATIENCE_SECONDS = 300;

  @Override
  public void run(int rounds, Consumer<String> out) throws Exception {
    var p99 = new ArrayList<Double>();
    var begin = new ArrayList<Double>();
    var told = new ArrayList<String>();
    for (int i = 0; i < rounds; i++) {
      told.add(round(begin, p99));
    }
    out.accept(
        "P8 %,d jobs that wait, checks late by p99 %.0f ms at rest and %.0f ms while all begin (medians of %d); %s"
            .formatted(
                JOBS, Rounds.median(p99), Rounds.median(begin), rounds, String.join("; ", told)));
  }

  private static String round(List<Double> begin, List<Double> p99) throws Exception {
    var home = Files.createTempDirectory("kinoloom-bench-waiting-");
    try (var jobs = new WaitingJobs(JOBS);
        var node =
            new WaitingProcess(
                WaitingProcess.packagedClasspath(),
                jobs.database().address(),
                home,
                LOOKS_SECONDS)) {
      jobs.await("select count(*) from kinoloom.timer", JOBS, PATIENCE_SECONDS);
      var first = node.figures();
      LockSupport.parkNanos(STEADY_NANOS);
      var steady = node.figures();
      var heap = node.heap();
      long tracked = jobs.count("select count(*) from kinoloom.timer");
      begin.add((double) first.get("p99"));
      p99.add((double) steady.get("p99"));
      node.kill();
      HistoryCheck.assertClean(jobs.database().address());
      return "%,d tracked, %,d checks a minute, %,d estimates, most %d ms late, heap peak %d of %d MiB, %d left"
          .formatted(
              tracked,
              steady.get("checks"),
              steady.get("told"),
              steady.get("max"),
              heap.get("peak"),
              heap.get("most"),
              heap.get("left"));
    } finally {
      Homes.delete(home);
    }
  }
}
