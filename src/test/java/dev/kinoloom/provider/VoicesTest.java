package dev.kinoloom.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinoloom.domain.Invalid;
import dev.kinoloom.provider.SpeechProvider.Voice;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VoicesTest {
  private final Voices voices =
      gathered(
          new Known("cloud", Future.succeededFuture(List.of(new Voice("any", List.of("*"), 170)))),
          new Known("broken", Future.failedFuture(new IllegalStateException("no driver"))),
          known("flite", "rms:en", "slt:en"),
          known("espeak", "de:de", "en-gb:en"));
  private final Voices local =
      gathered(known("flite", "rms:en"), known("espeak", "de:de", "en:en"));

  @Test
  void the_best_voice_that_speaks_the_language_is_taken() {
    assertThat(voices.choose("auto", "en").id()).isEqualTo("cloud/any");
    assertThat(local.choose("auto", "en-GB").id()).isEqualTo("flite/rms");
    assertThat(local.choose("auto", "de").id()).isEqualTo("espeak/de");
  }

  @Test
  void a_wish_names_a_provider_or_one_of_its_voices() {
    assertThat(voices.choose("flite", "en").id()).isEqualTo("flite/rms");
    assertThat(voices.choose("flite/slt", "en").id()).isEqualTo("flite/slt");
    assertThat(voices.choose("espeak", "en").id()).isEqualTo("espeak/en-gb");
  }

  @Test
  void an_unknown_voice_is_refused_with_those_at_hand() {
    assertRefused(local, "robot", "en", "voice")
        .hasMessageContaining("flite/rms, espeak/de, espeak/en, and “auto” and “none”");
    assertRefused(local, "flite/nobody", "en", "voice");
    assertRefused(gathered(), "robot", "en", "voice").hasMessageContaining("none at all");
  }

  @Test
  void a_voice_of_another_language_is_refused_with_those_that_speak_it() {
    assertRefused(local, "flite", "de", "voice")
        .hasMessageContaining("does not speak German (de)")
        .hasMessageContaining("espeak/de")
        .hasMessageNotContaining("espeak/en");
  }

  @Test
  void a_language_that_nobody_speaks_is_refused_with_what_to_install() {
    for (String wish : List.of("auto", "flite")) {
      assertRefused(local, wish, "ja", "language")
          .hasMessageContaining("Japanese (ja)")
          .hasMessageContaining("espeak-ng")
          .hasMessageContaining("none");
    }
  }

  @Test
  void another_provider_stands_in_for_one_that_fails() {
    assertThat(voices.standIn("cloud/any", "en").map(Voices.Choice::id)).hasValue("flite/rms");
    assertThat(local.standIn("flite/rms", "en").map(Voices.Choice::id)).hasValue("espeak/en");
    assertThat(local.standIn("espeak/de", "de")).isEmpty();
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ?> assertRefused(
      Voices voices, String wish, String language, String field) {
    return assertThatThrownBy(() -> voices.choose(wish, language))
        .isInstanceOfSatisfying(
            Invalid.class, invalid -> assertThat(invalid.field()).isEqualTo(field));
  }

  private static Voices gathered(SpeechProvider... providers) {
    return Voices.gather(List.of(providers)).result();
  }

  private static Known known(String id, String... voices) {
    return new Known(
        id,
        Future.succeededFuture(
            Stream.of(voices)
                .map(voice -> voice.split(":"))
                .map(parts -> new Voice(parts[0], List.of(parts[1]), 160))
                .toList()));
  }

  private record Known(String id, Future<List<Voice>> voices) implements SpeechProvider {
    @Override
    public Future<Speech> speak(Request request, Call call) {
      return Future.failedFuture(new UnsupportedOperationException());
    }
  }
}
