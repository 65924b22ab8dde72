package dev.kinoloom.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.worker.Gate.State;
import dev.kinoloom.worker.Gate.Word;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class GateTest {
  private static final Duration REST = Duration.ofSeconds(30);
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // it may wrap around
  private final Gate gate = new Gate(new FailureRate(REST, 2, 0.5, nanos::get), REST, nanos::get);

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private Gate.Ticket enter() {
    return gate.enter().orElseThrow();
  }

  private void shut() {
    gate.leave(enter(), Word.BAD);
    assertThat(gate.leave(enter(), Word.BAD)).isTrue();
  }

  @Test
  void too_many_failures_shut_it_for_the_whole_rest() {
    shut();

    assertThat(gate.state()).isEqualTo(State.SHUT);
    assertThat(gate.rest()).isEqualTo(REST);
    pass(REST.minusNanos(1));
    assertThat(gate.enter()).isEmpty();
    pass(Duration.ofNanos(1));
    assertThat(gate.enter()).isPresent();
  }

  @Test
  void after_the_rest_one_call_is_let_through_and_no_second() {
    shut();
    pass(REST);

    var trial = gate.enter();

    assertThat(trial).isPresent();
    assertThat(gate.enter()).isEmpty();
    assertThat(gate.state()).isEqualTo(State.ON_TRIAL);
    assertThat(gate.rest()).isZero();
  }

  @Test
  void a_trial_that_goes_well_opens_it_with_a_clean_slate() {
    shut();
    pass(REST);

    gate.leave(enter(), Word.GOOD);

    assertThat(gate.state()).isEqualTo(State.OPEN_TO_ALL);
    assertThat(gate.leave(enter(), Word.BAD)).isFalse();
    assertThat(gate.enter()).isPresent();
  }

  @Test
  void a_trial_that_fails_shuts_it_again() {
    shut();
    pass(REST);

    assertThat(gate.leave(enter(), Word.BAD)).isTrue();

    assertThat(gate.rest()).isEqualTo(REST);
    assertThat(gate.enter()).isEmpty();
  }

  @Test
  void a_trial_that_says_nothing_makes_the_next_call_the_trial() {
    shut();
    pass(REST);

    gate.leave(enter(), Word.NONE);

    assertThat(gate.enter()).isPresent();
    assertThat(gate.enter()).isEmpty();
  }

  @Test
  void a_trial_that_never_ends_does_not_shut_it_for_ever() {
    shut();
    pass(REST);
    var hung = enter();

    pass(REST);
    var next = enter();

    gate.leave(next, Word.GOOD);
    assertThat(gate.leave(hung, Word.BAD)).isFalse();
    assertThat(gate.state()).isEqualTo(State.OPEN_TO_ALL);
  }

  @Test
  void calls_from_before_the_rest_are_old_news() {
    var slowGood = enter();
    var slowBad = enter();
    shut();
    gate.leave(slowGood, Word.GOOD);
    assertThat(gate.state()).isEqualTo(State.SHUT);
    pass(REST);
    var trial = enter();

    gate.leave(slowBad, Word.BAD);

    assertThat(gate.state()).isEqualTo(State.ON_TRIAL);
    gate.leave(trial, Word.GOOD);
    assertThat(gate.state()).isEqualTo(State.OPEN_TO_ALL);
  }

  @Test
  void calls_that_say_nothing_never_shut_it() {
    for (int i = 0; i < 100; i++) {
      gate.leave(enter(), Word.NONE);
    }

    assertThat(gate.state()).isEqualTo(State.OPEN_TO_ALL);
  }
}
