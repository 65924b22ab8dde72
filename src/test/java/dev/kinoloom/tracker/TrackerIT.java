package dev.kinoloom.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.bench.WaitingJobs;
import dev.kinoloom.bench.WaitingProcess;
import dev.kinoloom.boot.WaitingNode;
import dev.kinoloom.store.HistoryCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that wait for something outside, on nodes that are processes of their own, and die. */
class TrackerIT {
  private static final int JOBS = 60;
  private static final String TRACKED = "select count(*) from kinoloom.timer";
  private static final String ESTIMATES =
      "select count(*) from kinoloom.job_event where kind = 8 and data ? 'estimated'";
  private static final String COMPLETED = "select count(*) from kinoloom.job where state = 4";

  private static WaitingProcess node(WaitingJobs jobs, Path home) throws Exception {
    return new WaitingProcess(WaitingProcess.ownClasspath(), jobs.database().address(), home, 2);
  }

  @Test
  void another_node_goes_on_with_the_checks_of_one_that_was_killed(@TempDir Path home)
      throws Exception {
    try (var jobs = new WaitingJobs(JOBS);
        var one = node(jobs, home)) {
      jobs.await(TRACKED, JOBS, 60);
      jobs.await(ESTIMATES, 1, 60);
      one.kill();
      long told = jobs.count(ESTIMATES);
      assertThat(jobs.count(TRACKED)).isEqualTo(JOBS);

      try (var two = node(jobs, home)) {
        jobs.await(ESTIMATES, told + JOBS, 120);
        assertThat(two.figures().get("checks")).isGreaterThanOrEqualTo(JOBS);
        Files.createFile(home.resolve(WaitingNode.FINISHED));
        jobs.await(COMPLETED, JOBS, 120);
        assertThat(jobs.count(TRACKED)).isZero();
      }
      HistoryCheck.assertClean(jobs.database().address());
    }
  }
}
