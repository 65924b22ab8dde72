package dev.kinoloom.provider.replicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinoloom.domain.Invalid;
import dev.kinoloom.provider.ClipWish;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClipInputsTest {
  private static final ClipWish WISH =
      new ClipWish("A heron.", 1920, 1080, Duration.ofMillis(5_001), 7L);

  @Test
  void what_is_usual_is_sent_without_being_configured() {
    assertThat(ClipInputs.USUAL.body(null, WISH, "12").getMap())
        .containsOnlyKeys("input")
        .extractingByKey("input")
        .hasToString(
            "{\"prompt\":\"A heron.\",\"duration\":6,\"aspect_ratio\":\"16:9\",\"seed\":7}");
  }

  @Test
  void each_name_can_be_another_and_more_can_be_fixed() {
    var inputs =
        new ClipInputs(
            "text",
            "",
            "",
            "w",
            "h",
            "",
            "ours",
            Set.of(),
            List.of("1:1"),
            Map.of("resolution", "720p"));

    assertThat(inputs.body("abc", WISH, "12").encode())
        .isEqualTo(
            "{\"input\":{\"resolution\":\"720p\",\"text\":\"A heron.\",\"w\":1920,\"h\":1080,"
                + "\"ours\":\"12\"},\"version\":\"abc\"}");
  }

  @Test
  void a_seed_is_sent_only_where_one_is_wished() {
    var any = new ClipWish("A heron.", 1080, 1920, Duration.ofSeconds(5), null);

    assertThat(ClipInputs.USUAL.body(null, any, "").encode())
        .isEqualTo(
            "{\"input\":{\"prompt\":\"A heron.\",\"duration\":5,\"aspect_ratio\":\"9:16\"}}");
  }

  @Test
  void the_shortest_known_length_that_is_long_enough_is_asked_for() {
    var inputs = lengths(Set.of(10, 5));

    assertThat(inputs.seconds(Duration.ofMillis(1))).isEqualTo(5);
    assertThat(inputs.seconds(Duration.ofSeconds(5))).isEqualTo(5);
    assertThat(inputs.seconds(Duration.ofMillis(5_001))).isEqualTo(10);
    assertThat(inputs.seconds(Duration.ofMinutes(1))).isEqualTo(10);
    assertThat(lengths(Set.of()).seconds(Duration.ofMillis(1))).isEqualTo(1);
    assertThat(lengths(Set.of()).seconds(Duration.ofSeconds(61))).isEqualTo(61);
  }

  @Test
  void the_nearest_shape_is_asked_for() {
    assertThat(ClipInputs.USUAL.shape(1080, 1080)).isEqualTo("1:1");
    assertThat(ClipInputs.USUAL.shape(854, 480)).isEqualTo("16:9");
    assertThat(ClipInputs.USUAL.shape(720, 1280)).isEqualTo("9:16");
    assertThat(ClipInputs.USUAL.shape(1, 5000)).isEqualTo("9:16");
  }

  @Test
  void a_wrong_setting_is_named() {
    assertThatThrownBy(() -> lengths(Set.of(0)))
        .isInstanceOfSatisfying(
            Invalid.class,
            e -> assertThat(e.field()).isEqualTo("providers.replicate.input.durations"));
    for (var shapes : List.of(List.<String>of(), List.of("16/9"), List.of("0:1"))) {
      assertThatThrownBy(
              () -> new ClipInputs("p", "", "", "", "", "", "", Set.of(), shapes, Map.of()))
          .isInstanceOfSatisfying(
              Invalid.class,
              e -> assertThat(e.field()).isEqualTo("providers.replicate.input.aspectRatios"));
    }
    assertThatThrownBy(
            () -> new ClipInputs(" ", "", "", "", "", "", "", Set.of(), List.of("1:1"), Map.of()))
        .isInstanceOfSatisfying(
            Invalid.class,
            e -> assertThat(e.field()).isEqualTo("providers.replicate.input.prompt"));
  }

  private static ClipInputs lengths(Set<Integer> durations) {
    return new ClipInputs(
        "prompt", "duration", "", "", "", "", "", durations, List.of("1:1"), Map.of());
  }
}
