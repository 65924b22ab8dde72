package dev.kinoloom.store.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.store.HistoryCheck;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All functions take their locks in one order: whoever calls what at once, nobody deadlocks. */
class LockOrderIT {
  private static final Logger LOG = LoggerFactory.getLogger(LockOrderIT.class);
  private static final int CALLS = 350;
  private static final String DEADLOCK = "40P01";

  @Test
  void a_crowd_that_calls_everything_at_once_never_deadlocks_and_leaves_a_clean_history()
      throws Exception {
    try (var crowd = new Crowd()) {
      assertThat(crowd.call(CALLS)).as("calls that failed").isEmpty();
      crowd.comeToRest();
      HistoryCheck.assertClean(crowd.address());
    }
  }

  @Test
  void a_function_that_locks_jobs_as_they_come_is_caught() throws Exception {
    try (var crowd = new Crowd()) {
      crowd.breakLine("settle", "order by x.id for update of x", "order by u.i for update of x");
      var failures = List.<String>of();
      for (int round = 1; round <= 200 && failures.isEmpty(); round++) {
        failures = crowd.call(60);
        LOG.info("jobs locked as they come round={} failures={}", round, failures);
      }
      assertThat(failures).as("calls that failed").anyMatch(call -> call.contains(DEADLOCK));
    }
  }
}
