package dev.kinoloom.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TriesTest {
  private final Tries tries = new Tries(Patience.USUAL, () -> 0.999);

  private static Failed failed(FailureKind kind) {
    return new Failed(kind, "as told");
  }

  @Test
  void waits_double_up_to_the_longest_and_then_it_is_given_up() {
    var broken = failed(FailureKind.CONNECTION);

    assertThat(tries.after(broken, 0)).contains(Duration.ofMillis(199));
    assertThat(tries.after(broken, 0)).contains(Duration.ofMillis(399));
    assertThat(tries.after(broken, 0)).contains(Duration.ofMillis(799));
    assertThat(tries.after(broken, 0)).contains(Duration.ofMillis(1_599));
    assertThat(tries.after(broken, 0)).isEmpty();
  }

  @Test
  void a_try_that_brought_something_starts_the_count_again_but_not_for_ever() {
    int count = 1;
    while (tries.after(failed(FailureKind.CONNECTION), 1).isPresent()) {
      count++;
    }

    assertThat(count).isEqualTo(40);
  }

  @Test
  void other_bytes_than_were_kept_are_fetched_once_more_only() {
    assertThat(tries.after(failed(FailureKind.BAD_OUTPUT), 10)).isPresent();
    assertThat(tries.after(failed(FailureKind.BAD_OUTPUT), 10)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"VALIDATION", "CREDENTIALS", "UNSUPPORTED", "RESOURCES", "INTERNAL"})
  void what_no_try_mends_is_not_tried_again(FailureKind kind) {
    assertThat(tries.after(failed(kind), 10)).isEmpty();
    assertThat(tries.after(new IllegalStateException("a bug"), 10)).isEqualTo(Optional.empty());
  }
}
