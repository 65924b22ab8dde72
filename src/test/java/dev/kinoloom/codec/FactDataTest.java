package dev.kinoloom.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.domain.Fact;
import dev.kinoloom.domain.FactKind;
import dev.kinoloom.domain.Failure;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FactDataTest {
  private static Told.What read(FactKind kind, String data) {
    return FactData.read(new Fact(1, 5, kind, data, Instant.EPOCH)).what();
  }

  @Test
  void progress_is_read() {
    var data =
        "{\"stage\":\"voice\",\"part\":3,\"share\":4.2,\"percent\":55,\"message\":\"m\",\"more\":1}";
    assertThat(read(FactKind.PROGRESS, data))
        .isEqualTo(new Told.Running("voice", 3, 4.2, 55, 0, "m"));
  }

  @Test
  void an_estimate_is_read_as_it_was_told() {
    var estimate =
        new Told.Estimated(
            List.of(new Told.Estimated.Part("clip", 2, 30, 3, 41.5)), Duration.ofSeconds(90));

    assertThat(read(FactKind.PROGRESS, TrackData.estimate(estimate))).isEqualTo(estimate);
    assertThat(read(FactKind.PROGRESS, "{\"estimated\":true}"))
        .isEqualTo(new Told.Estimated(List.of(), null));
    assertThat(TrackData.estimate("no JSON")).isEqualTo(new Told.Estimated(List.of(), null));
  }

  @Test
  void a_done_task_is_read() {
    var data =
        "{\"stage\":\"voice\",\"part\":3,\"share\":4.2,\"done\":2,\"of\":9,\"millis\":7,\"reused\":true,\"provider\":\"x\"}";
    assertThat(read(FactKind.TASK_DONE, data))
        .isEqualTo(new Told.Done("voice", 3, 4.2, 2, 9, true));
  }

  @Test
  void a_setback_is_read() {
    var data =
        "{\"stage\":\"script\",\"part\":0,\"attempt\":1,\"failure\":{\"kind\":\"TIMEOUT\",\"message\":\"m\"},\"retryInMillis\":900}";
    assertThat(read(FactKind.TASK_SETBACK, data))
        .isEqualTo(new Told.Setback("script", 0, new Failure(FailureKind.TIMEOUT, "m"), 900));
  }

  @Test
  void a_failure_of_an_unknown_kind_is_internal() {
    assertThat(read(FactKind.FAILED, "{\"failure\":{\"kind\":\"NEW\",\"message\":\"m\"}}"))
        .isEqualTo(new Told.Failed("", new Failure(FailureKind.INTERNAL, "m")));
  }

  @ParameterizedTest
  @EnumSource(FactKind.class)
  void data_that_says_nothing_never_keeps_a_fact_from_being_read(FactKind kind) {
    for (var data : new String[] {"", "{}", "not json", "[]", "7", "{\"stage\":7,\"video\":3}"}) {
      assertThat(read(kind, data)).isNotNull();
    }
  }

  @Test
  void a_final_fact_is_final_whatever_it_says() {
    assertThat(read(FactKind.COMPLETED, "{\"video\":{\"unknown\":1}}"))
        .isEqualTo(new Told.Completed(null));
    assertThat(read(FactKind.CANCELLED, "")).isEqualTo(new Told.Cancelled());
  }
}
