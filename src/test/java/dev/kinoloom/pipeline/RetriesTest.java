package dev.kinoloom.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RetriesTest {
  private static final double MIDDLE = 0.5;

  @Test
  void the_wait_doubles_up_to_its_cap() {
    assertThat(Retries.LOCAL.wait(1, MIDDLE)).isEqualTo(Duration.ofSeconds(1));
    assertThat(Retries.LOCAL.wait(2, MIDDLE)).isEqualTo(Duration.ofSeconds(2));
    assertThat(Retries.LOCAL.wait(4, MIDDLE)).isEqualTo(Duration.ofSeconds(8));
    assertThat(Retries.LOCAL.wait(5, MIDDLE)).isEqualTo(Duration.ofSeconds(10));
    assertThat(Retries.REMOTE.wait(8, MIDDLE)).isEqualTo(Duration.ofHours(1));
  }

  @Property
  void the_wait_is_never_more_than_a_fifth_off_and_never_overflows(
      @ForAll @IntRange(min = 1) int attempt,
      @ForAll @DoubleRange(max = 1, maxIncluded = false) double chance) {
    var middle = Retries.LOCAL.wait(attempt, MIDDLE).toMillis();

    assertThat(Retries.LOCAL.wait(attempt, chance).toMillis())
        .isBetween(Math.round(middle * 0.8), Math.round(middle * 1.2));
  }
}
