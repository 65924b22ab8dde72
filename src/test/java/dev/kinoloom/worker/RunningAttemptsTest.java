package dev.kinoloom.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.domain.Holding;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RunningAttemptsTest {
  private final RunningAttempts running = new RunningAttempts();

  private Attempt start(long job, int no, int epoch) {
    var attempt = Claims.attempt(Claims.of(job, no, epoch), Duration.ofMinutes(1));
    running.add(attempt);
    return attempt;
  }

  @Test
  void a_later_lease_ends_the_earlier_attempt_and_outlives_its_removal() {
    var first = start(7, 1, 1);
    var second = start(7, 1, 2);

    running.remove(first);

    assertThat(first.end()).isEqualTo(Attempt.End.FENCED);
    assertThat(second.end()).isNull();
    assertThat(running.running()).containsExactly(new Holding(7, 1, 2, false));
  }

  @Test
  void only_the_very_lease_is_fenced_or_stopped() {
    var attempt = start(7, 1, 2);

    running.fence(new Holding(7, 1, 1, false));
    running.stop(new Holding(7, 2, 2, false));
    assertThat(attempt.end()).isNull();

    running.stop(new Holding(7, 1, 2, true));
    assertThat(attempt.end()).isEqualTo(Attempt.End.STOPPED);
  }

  @Test
  void jobs_are_stopped_task_by_task_and_no_others() {
    var mine = start(7, 1, 1);
    var too = start(7, 2, 1);
    var other = start(8, 1, 1);

    running.stopJobs(Set.of(7L));

    assertThat(mine.end()).isEqualTo(Attempt.End.STOPPED);
    assertThat(too.end()).isEqualTo(Attempt.End.STOPPED);
    assertThat(other.end()).isNull();
  }

  @Test
  void draining_hands_everything_back_and_fencing_outranks_it() {
    var attempt = start(7, 1, 1);

    running.drain();
    assertThat(attempt.end()).isEqualTo(Attempt.End.DRAINED);
    running.fenceAll();
    assertThat(attempt.end()).isEqualTo(Attempt.End.FENCED);
  }
}
