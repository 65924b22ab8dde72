package dev.kinoloom.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.domain.JobState;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Short random lives of decider, orchestrator and engine. Live one again with {@code
 * -Dsimulation.seed=… -Dsimulation.lives=1}.
 */
class SimulationTest {
  private static final Logger log = LoggerFactory.getLogger(SimulationTest.class);
  private static final int LIVES = Integer.getInteger("simulation.lives", 3_000);
  private static final int STEPS = 120;

  @Test
  void after_any_life_every_job_has_ended_rightly() {
    long first = Long.getLong("simulation.seed", new Random().nextLong());
    log.info("lives begin simulation.seed={} lives={}", first, LIVES);
    var ends = new EnumMap<JobState, Integer>(JobState.class);
    for (int life = 0; life < LIVES; life++) {
      live(first + life, ends);
    }
    log.info("lives ended ends={}", ends);
    if (LIVES > 100) {
      assertThat(ends.keySet())
          .as("all ends were met")
          .containsExactlyInAnyOrder(JobState.COMPLETED, JobState.FAILED, JobState.CANCELLED);
    }
  }

  private static void live(long seed, Map<JobState, Integer> ends) {
    try {
      var world = new World(seed);
      var invariants = new Invariants(world);
      for (int step = 0; step < STEPS; step++) {
        world.step();
        invariants.hold();
      }
      world.comeToRest();
      invariants.hold();
      invariants.holdAtRest();
      world.jobs.forEach(job -> ends.merge(world.load(job).state(), 1, Integer::sum));
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("in the life of -Dsimulation.seed=" + seed, e);
    }
  }
}
