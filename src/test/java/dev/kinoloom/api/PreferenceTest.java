package dev.kinoloom.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreferenceTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "wait=10|10",
        "WAIT = 10|10",
        "wait=\"10\"|10",
        "respond-async, wait=10|10",
        "wait=10; why=not|10",
        "wait=5, wait=7|5",
        "wait=0|0",
        "wait=-1|0",
        "wait=soon|0",
        "wait=99999999999999|0",
        "await=10|0",
        "return=minimal|0"
      })
  void the_first_wish_to_wait_counts_and_what_is_not_understood_is_passed_over(
      String header, long seconds) {
    assertThat(Preference.wait(List.of(header))).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void several_headers_are_one_list() {
    assertThat(Preference.wait(List.of("respond-async", "wait=3"))).hasSeconds(3);
    assertThat(Preference.wait(List.of())).isZero();
  }
}
