package dev.kinoloom.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DecisionTest {
  @Test
  void no_decision_puts_a_job_back_into_its_line() {
    assertThatThrownBy(() -> decision(JobState.QUEUED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("job 7 cannot be queued by a decision: hold it, and approve it");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "QUEUED")
  void every_other_state_can_be_decided(JobState next) {
    assertThat(decision(next).next()).isEqualTo(next);
  }

  private static Decision decision(JobState next) {
    return new Decision(7, 1, next, null, null, false, List.of(), List.of(), List.of());
  }
}
