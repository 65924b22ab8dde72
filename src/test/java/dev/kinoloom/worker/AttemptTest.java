package dev.kinoloom.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.kinoloom.ops.LogFields;
import dev.kinoloom.ops.LogLines;
import dev.kinoloom.ops.TraceSpan;
import dev.kinoloom.pipeline.Briefs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AttemptTest {
  private final List<String> killed = new ArrayList<>();
  private final Attempt attempt = Claims.attempt(Claims.of(7, 1, 2), Duration.ofMinutes(1));

  @Test
  void an_end_kills_what_was_registered_once() {
    attempt.onStop(() -> killed.add("a"));
    attempt.onStop(() -> killed.add("b"));

    attempt.end(Attempt.End.STOPPED);
    attempt.end(Attempt.End.STOPPED);

    assertThat(killed).containsExactly("a", "b");
    assertThat(attempt.stopped()).isTrue();
  }

  @Test
  void what_is_registered_after_the_end_is_killed_at_once() {
    attempt.end(Attempt.End.DRAINED);

    attempt.onStop(() -> killed.add("late"));

    assertThat(killed).containsExactly("late");
  }

  @Test
  void the_first_reason_stands_but_a_lost_lease_outranks_it() {
    attempt.end(Attempt.End.TIMED_OUT);
    attempt.end(Attempt.End.STOPPED);
    assertThat(attempt.end()).isEqualTo(Attempt.End.TIMED_OUT);

    attempt.end(Attempt.End.FENCED);
    attempt.end(Attempt.End.STOPPED);
    assertThat(attempt.end()).isEqualTo(Attempt.End.FENCED);
  }

  @Test
  void a_kill_that_throws_does_not_spare_the_next() {
    attempt.onStop(
        () -> {
          throw new IllegalStateException("already gone");
        });
    attempt.onStop(() -> killed.add("next"));

    assertThatCode(() -> attempt.end(Attempt.End.FENCED)).doesNotThrowAnyException();
    assertThat(killed).containsExactly("next");
  }

  @Test
  void the_line_of_a_child_that_cannot_be_killed_bears_the_ids_of_its_job() {
    attempt.belongs(LogFields.ofJob(7, 3, Briefs.payload()), TraceSpan.NONE);
    attempt.onStop(
        () -> {
          throw new IllegalStateException("already gone");
        });
    try (var lines = new LogLines(Attempt.class.getName())) {
      attempt.end(Attempt.End.FENCED);

      assertThat(lines.all())
          .singleElement()
          .satisfies(
              line -> {
                assertThat(line.getMessage()).contains("could not be killed");
                assertThat(line.getMDCPropertyMap())
                    .containsAllEntriesOf(
                        Map.of("job", "7", "key", "3", "correlation", Briefs.CORRELATION));
              });
    }
  }

  @Test
  void time_left_is_never_below_zero() {
    var late = Claims.attempt(Claims.of(7, 1, 2), Duration.ofMillis(-5));

    assertThat(late.timeLeft()).isZero();
    assertThat(attempt.timeLeft()).isBetween(Duration.ofSeconds(1), Duration.ofMinutes(1));
  }

  @Test
  void its_holding_says_whether_it_was_told_to_end() {
    assertThat(attempt.holding().stop()).isFalse();
    attempt.end(Attempt.End.STOPPED);
    assertThat(attempt.holding().stop()).isTrue();
  }
}
