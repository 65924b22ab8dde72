package dev.kinoloom.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinoloom.domain.Invalid;
import dev.kinoloom.provider.replicate.ReplicateConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplicateSettingsTest {
  private static final String AT = "providers.replicate.";

  @TempDir Path home = Path.of(".");

  private @Nullable ReplicateConfig read(Map<String, String> said) {
    var all = new HashMap<String, String>();
    said.forEach((name, value) -> all.put(AT + name, value));
    var loaded = new ConfigLoader(Map.of()).load(home, null, all);
    return ReplicateSettings.read(loaded.providers().child("replicate"));
  }

  @Test
  void without_a_model_nothing_is_asked_and_a_token_alone_is_refused() {
    assertThat(read(Map.of())).isNull();
    assertThatThrownBy(() -> read(Map.of("token", "r8_secret")))
        .isInstanceOfSatisfying(
            Invalid.class, refused -> assertThat(refused.field()).isEqualTo(AT + "model"));
    assertThatThrownBy(() -> read(Map.of("webhook.url", "https://h", "webhook.secret", "whsec_x")))
        .isInstanceOfSatisfying(
            Invalid.class, refused -> assertThat(refused.field()).isEqualTo(AT + "model"));
  }

  @Test
  void a_webhook_has_an_address_and_a_secret() {
    var told =
        Map.of(
            "model", "o/m",
            "webhook.url", "https://videos.example/kino/",
            "webhook.secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    assertThat(Objects.requireNonNull(read(told)).webhook())
        .hasToString("https://videos.example/kino/v1/providers/replicate/webhook");
    assertThat(Objects.requireNonNull(read(Map.of("model", "o/m"))).webhook()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "https://h, '', webhook.secret",
    "'', whsec_x, webhook.url",
    "http://h, whsec_x, webhook.url",
    "h, whsec_x, webhook.url",
    "https://h?a=b, whsec_x, webhook.url",
    "https://u@h, whsec_x, webhook.url",
    "https://h h, whsec_x, webhook.url"
  })
  void half_a_webhook_or_a_wrong_address_is_said_by_its_name(
      String url, String secret, String field) {
    var said = Map.of("model", "o/m", "webhook.url", url, "webhook.secret", secret);

    assertThatThrownBy(() -> read(said))
        .isInstanceOfSatisfying(
            Invalid.class, refused -> assertThat(refused.field()).isEqualTo(AT + field));
  }

  @Test
  void a_model_and_what_it_calls_its_inputs_are_read() {
    var said =
        Map.of(
            "model", "owner/films",
            "token", "r8_secret",
            "pricePerSecond", "0.25",
            "input.durations", "5, 10",
            "input.reference", "note",
            "input.fixed", "resolution=720p,fps=24,loop=false");

    var config = Objects.requireNonNull(read(said));

    assertThat(config.baseUrl()).isEqualTo(ReplicateConfig.BASE_URL);
    assertThat(config.timeout()).isEqualTo(Duration.ofMinutes(1));
    assertThat(config.pricePerSecond()).isEqualTo(0.25);
    assertThat(config.inputs().prompt()).isEqualTo("prompt");
    assertThat(config.inputs().reference()).isEqualTo("note");
    assertThat(config.inputs().durations()).isEqualTo(Set.of(5, 10));
    assertThat(config.inputs().aspectRatios()).isEqualTo(List.of("16:9", "9:16", "1:1"));
    assertThat(config.inputs().fixed())
        .isEqualTo(Map.of("resolution", "720p", "fps", 24, "loop", false));
    assertThat(config.toString()).doesNotContain("r8_secret");
  }

  @Test
  void what_cannot_be_is_said_by_its_name() {
    assertThatThrownBy(() -> read(Map.of("model", "o/m", "input.durations", "5,long")))
        .isInstanceOfSatisfying(
            Invalid.class, e -> assertThat(e.field()).isEqualTo(AT + "input.durations"));
    assertThatThrownBy(() -> read(Map.of("model", "o/m", "input.fixed", "720p")))
        .isInstanceOfSatisfying(
            Invalid.class, e -> assertThat(e.field()).isEqualTo(AT + "input.fixed"));
  }
}
