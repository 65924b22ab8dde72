package dev.kinoloom.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.domain.PaidCall;
import dev.kinoloom.domain.PaidCall.Known;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClipStepTest {
  private static final Duration MOST = Duration.ofMinutes(10);
  private static final ClipPatience PATIENCE =
      new ClipPatience(Duration.ofSeconds(3), Duration.ofSeconds(20), MOST.dividedBy(2), MOST);
  private static final Duration LONGER = MOST.plusSeconds(1);

  private static ClipStep next(Known known, @Nullable String handle, Duration waited) {
    return ClipStep.next(Optional.of(new PaidCall(7, known, handle)), waited, PATIENCE);
  }

  @Test
  void it_is_asked_for_only_where_no_call_stands() {
    assertThat(ClipStep.next(Optional.empty(), MOST.dividedBy(2), PATIENCE))
        .isEqualTo(new ClipStep.Ask());
    assertThat(ClipStep.next(Optional.empty(), MOST, PATIENCE)).isEqualTo(new ClipStep.GiveUp());
  }

  @Test
  void what_may_have_been_sent_stays_in_doubt_however_long_it_takes() {
    assertThat(next(Known.INTENT, null, Duration.ZERO)).isEqualTo(new ClipStep.Doubt());
    assertThat(next(Known.INTENT, null, LONGER)).isEqualTo(new ClipStep.Doubt());
  }

  @Test
  void what_is_booked_is_looked_at_until_its_time_is_over_and_what_is_ours_always() {
    var look = new ClipStep.Look(7, "h");
    assertThat(next(Known.HANDLE, "h", MOST)).isEqualTo(look);
    assertThat(next(Known.HANDLE, "h", LONGER)).isEqualTo(new ClipStep.GiveUp());
    assertThat(next(Known.FETCHED, "h", LONGER)).isEqualTo(look);
  }

  @Test
  void what_was_booked_and_has_ended_there_is_not_asked_for_again() {
    assertThat(next(Known.VOID, "h", Duration.ZERO)).isEqualTo(new ClipStep.Ended());
  }

  @Test
  void looks_become_rarer_the_longer_it_takes() {
    assertThat(PATIENCE.after(Duration.ZERO)).isEqualTo(Duration.ofSeconds(3));
    assertThat(PATIENCE.after(Duration.ofSeconds(80))).isEqualTo(Duration.ofSeconds(10));
    assertThat(PATIENCE.after(Duration.ofHours(1))).isEqualTo(Duration.ofSeconds(20));
  }
}
