package dev.kinoloom.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.provider.Ended.How;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndedTest {
  private static Ended ended(How how, int code, String err) {
    return new Ended("flite", "flite-2", how, code, "", err);
  }

  @Test
  void who_ended_by_himself_with_0_succeeded_whatever_he_said() {
    var ended = ended(How.EXITED, 0, "a warning\n");

    assertThat(ended.succeeded()).isTrue();
    assertThat(ended.expectSuccess()).isSameAs(ended);
  }

  @ParameterizedTest
  @CsvSource({
    "TIMED_OUT, 137, TIMEOUT, flite-2 took too long and was ended",
    "TIMED_OUT, 0, TIMEOUT, flite-2 took too long and was ended",
    "STOPPED, 143, UNAVAILABLE, flite-2 was stopped",
    "STOPPED, 0, UNAVAILABLE, flite-2 was stopped",
    "EXITED, 3, BAD_OUTPUT, flite-2 failed with exit code 3",
    "EXITED, 128, BAD_OUTPUT, flite-2 failed with exit code 128",
    "EXITED, 139, BAD_OUTPUT, flite-2 was ended by signal 11",
  })
  void every_other_end_is_a_failure_of_its_kind(
      How how, int code, FailureKind kind, String message) {
    var ended = ended(how, code, "");

    assertThat(ended.succeeded()).isFalse();
    assertThatThrownBy(ended::expectSuccess)
        .isInstanceOfSatisfying(
            ProviderException.class, failed -> assertThat(failed.kind()).isEqualTo(kind))
        .hasMessage(message);
  }

  @Test
  void what_it_said_is_for_operators_alone() {
    assertThatThrownBy(ended(How.EXITED, 1, "/srv/film.mp4 is gone")::expectSuccess)
        .isInstanceOfSatisfying(
            ProviderException.class,
            e -> {
              assertThat(e.failure().message())
                  .isEqualTo(
                      "flite-2 failed with exit code 1; who runs the service can see what it said");
              assertThat(e.failure().forOperators())
                  .isEqualTo("flite-2 failed with exit code 1: /srv/film.mp4 is gone");
            });
  }

  @Test
  void its_last_line_is_told_without_control_characters_and_not_at_length() {
    assertThatThrownBy(
            ended(How.EXITED, 1, "loading\n \u001b[31mno voice\u0007 \n\n")::expectSuccess)
        .hasMessage("flite-2 failed with exit code 1:  [31mno voice ");
    assertThatThrownBy(ended(How.EXITED, 1, "x".repeat(1_000))::expectSuccess)
        .hasMessage("flite-2 failed with exit code 1: " + "x".repeat(300));
  }
}
