package dev.kinoloom.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ProgressMathTest {
  private static Durations took(Duration... times) {
    var counts = new HashMap<Integer, Long>();
    List.of(times).forEach(time -> counts.merge(Durations.bucket(time), 1L, Long::sum));
    return new Durations(counts);
  }

  @Provide
  static Arbitrary<Durations> pasts() {
    return Arbitraries.maps(
            Arbitraries.integers().between(0, 160), Arbitraries.longs().between(1, 50))
        .ofMaxSize(12)
        .map(Durations::new);
  }

  @Property
  void an_estimate_never_goes_backwards_and_never_says_that_it_is_done(
      @ForAll("pasts") Durations past,
      @ForAll List<@LongRange(min = 0, max = 200_000) Long> steps) {
    double told = 0;
    long elapsed = 0;
    for (var step : steps) {
      elapsed += step;
      var now = ProgressMath.percent(past, Duration.ofMillis(elapsed), told);
      assertThat(now.isPresent()).isEqualTo(past.count() > 0);
      if (now.isPresent()) {
        assertThat(now.get()).isBetween(told, ProgressMath.MOST_PERCENT);
        told = now.get();
      }
    }
  }

  @Property
  void what_was_told_natively_is_never_taken_back(
      @ForAll("pasts") Durations past,
      @ForAll @LongRange(min = 0, max = 10_000_000) long elapsed,
      @ForAll @DoubleRange(min = 0, max = 100) double told) {
    assertThat(ProgressMath.percent(past, Duration.ofMillis(elapsed), told).orElse(told))
        .isGreaterThanOrEqualTo(told);
  }

  @Property
  void what_is_left_is_never_negative(
      @ForAll("pasts") Durations past,
      @ForAll @LongRange(min = 0, max = 100_000_000) long elapsed) {
    assertThat(ProgressMath.left(past, Duration.ofMillis(elapsed)).stream().toList())
        .allSatisfy(left -> assertThat(left).isGreaterThanOrEqualTo(Duration.ZERO));
  }

  @Property
  void the_next_look_is_between_a_second_and_half_a_minute_give_or_take_a_tenth(
      @ForAll @IntRange(min = 0, max = 1_000_000) int quiet,
      @ForAll @LongRange(min = -1, max = 1_000_000_000) long expected,
      @ForAll @DoubleRange(min = 0, max = 1) double chance) {
    var all = expected < 0 ? Optional.<Duration>empty() : Optional.of(Duration.ofMillis(expected));
    assertThat(ProgressMath.next(quiet, all, chance))
        .isBetween(Duration.ofMillis(900), Duration.ofMillis(33_000));
  }

  @Property
  void the_quieter_a_job_the_longer_it_is_left_alone(
      @ForAll @IntRange(min = 0, max = 40) int quiet,
      @ForAll @LongRange(min = 1, max = 1_000_000_000) long expected) {
    for (var all : List.of(Optional.<Duration>empty(), Optional.of(Duration.ofMillis(expected)))) {
      assertThat(ProgressMath.next(quiet + 1, all, 0.5))
          .isGreaterThanOrEqualTo(ProgressMath.next(quiet, all, 0.5));
    }
  }

  @Test
  void looks_come_quickly_at_first_and_twice_as_late_each_time() {
    assertThat(List.of(0, 1, 2, 3, 4, 5, 6))
        .extracting(quiet -> ProgressMath.next(quiet, Optional.empty(), 0.5).toSeconds())
        .containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);
  }

  @Test
  void what_takes_ten_minutes_is_looked_at_every_fifteen_seconds_even_after_a_change() {
    var expected = Optional.of(Duration.ofMinutes(10));

    assertThat(ProgressMath.next(0, expected, 0.5)).isEqualTo(Duration.ofSeconds(15));
  }

  @Test
  void what_takes_a_minute_is_looked_at_eight_times_however_quiet_it_is() {
    var expected = Optional.of(Duration.ofMinutes(1));

    assertThat(ProgressMath.next(20, expected, 0.5)).isEqualTo(Duration.ofMillis(7_500));
  }

  @Test
  void half_the_usual_time_is_half_of_the_way() {
    var past = took(Duration.ofSeconds(64), Duration.ofSeconds(64), Duration.ofSeconds(64));

    assertThat(ProgressMath.percent(past, Duration.ofSeconds(32), 0).orElseThrow())
        .isBetween(45.0, 55.0);
  }

  @Test
  void who_has_taken_longer_than_most_is_measured_by_the_slow_ones() {
    var past = took(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(100));

    assertThat(ProgressMath.total(past, Duration.ofSeconds(5)).orElseThrow().toSeconds())
        .isBetween(8L, 12L);
    assertThat(ProgressMath.total(past, Duration.ofSeconds(20)).orElseThrow().toSeconds())
        .isBetween(85L, 120L);
    assertThat(ProgressMath.total(past, Duration.ofSeconds(200))).isEmpty();
  }

  @Test
  void a_percent_more_is_news_and_less_is_a_repeat() {
    assertThat(ProgressMath.isNews(40, 41)).isTrue();
    assertThat(ProgressMath.isNews(40, 40.9)).isFalse();
    assertThat(ProgressMath.isNews(Duration.ofSeconds(100), Duration.ofSeconds(90))).isFalse();
    assertThat(ProgressMath.isNews(Duration.ofSeconds(100), Duration.ofSeconds(60))).isTrue();
  }

  @Test
  void durations_are_known_to_a_tenth() {
    for (var time : List.of(Duration.ofMillis(7), Duration.ofSeconds(3), Duration.ofHours(10))) {
      var median = took(time).quantile(0.5).orElseThrow();
      assertThat(median.toMillis() / (double) time.toMillis()).isBetween(0.9, 1.1);
    }
    assertThat(Durations.NONE.quantile(0.5)).isEmpty();
  }

  @Test
  void quantiles_of_durations_go_up() {
    var past = new Durations(Map.of(20, 10L, 40, 80L, 60, 10L));

    assertThat(past.count()).isEqualTo(100);
    assertThat(past.quantile(0.05).orElseThrow()).isEqualTo(Durations.middle(20));
    assertThat(past.quantile(0.5).orElseThrow()).isEqualTo(Durations.middle(40));
    assertThat(past.quantile(0.99).orElseThrow()).isEqualTo(Durations.middle(60));
    assertThat(past.times(2).quantile(0.5).orElseThrow()).isEqualTo(Durations.middle(44));
  }

  @Test
  void twice_as_much_is_two_sizes_more() {
    var one = Likeness.of("voice", "flite", "slt", 100);

    assertThat(Likeness.of("voice", "flite", "slt", 200).size()).isEqualTo(one.size() + 2);
    assertThat(Likeness.of("voice", "flite", "slt", 0).size()).isZero();
  }
}
