package dev.kinoloom.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FailureRateTest {
  private final AtomicLong nanos = new AtomicLong();
  private final FailureRate rate = new FailureRate(Duration.ofSeconds(30), 4, 0.5, nanos::get);

  private boolean after(Duration time, boolean failed) {
    nanos.addAndGet(time.toNanos());
    return rate.note(failed);
  }

  @Test
  void half_of_at_least_four_calls_is_too_many() {
    assertThat(rate.note(true)).isFalse();
    assertThat(rate.note(false)).isFalse();
    assertThat(rate.note(false)).isFalse();
    assertThat(rate.note(true)).isTrue();
  }

  @Test
  void less_than_half_is_not() {
    rate.note(false);
    rate.note(false);
    rate.note(false);
    assertThat(rate.note(true)).isFalse();
  }

  @Test
  void a_call_that_went_well_never_shuts() {
    rate.note(true);
    rate.note(true);
    rate.note(true);
    assertThat(rate.note(false)).isFalse();
  }

  @Test
  void what_is_older_than_the_window_is_forgotten() {
    rate.note(true);
    rate.note(true);
    rate.note(true);
    assertThat(after(Duration.ofSeconds(31), true)).isFalse();
    assertThat(rate.note(true)).isFalse();
    assertThat(rate.note(true)).isFalse();
    assertThat(rate.note(true)).isTrue();
  }
}
