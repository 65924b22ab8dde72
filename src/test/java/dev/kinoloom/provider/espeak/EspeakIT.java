package dev.kinoloom.provider.espeak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.provider.FakeProgram;
import dev.kinoloom.provider.Inline;
import dev.kinoloom.provider.SpeechProvider.Request;
import dev.kinoloom.provider.SpeechProvider.Voice;
import dev.kinoloom.provider.Spoken;
import dev.kinoloom.provider.TestCall;
import dev.kinoloom.provider.Voices;
import dev.kinoloom.provider.WantedProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EspeakIT {
  private static final Espeak ESPEAK = new Espeak(new Inline());
  private final Path dir;

  EspeakIT(@TempDir Path dir) {
    this.dir = dir;
  }

  @Test
  void each_language_has_its_voice() throws Exception {
    WantedProgram.isInstalled("espeak-ng");
    var voices = Spoken.result(Voices.gather(List.of(ESPEAK)));

    for (var wish :
        Map.of("de", "de", "en", "en-us", "zh", "cmn", "pt-BR", "pt", "fr", "fr", "no", "nb")
            .entrySet()) {
      assertThat(voices.choose("auto", wish.getKey()).voice().name()).startsWith(wish.getValue());
    }
  }

  @Test
  void speaks_other_languages_and_scripts() throws Exception {
    WantedProgram.isInstalled("espeak-ng");
    for (var text :
        Map.of(
                "de", "Jede Sekunde schlagen fünfzig Blitze in die Erde ein, heißer als die Sonne.",
                "cmn", "闪电每秒钟击中地面大约五十次，比太阳表面还热。",
                "ru", "Каждую секунду в землю ударяет около пятидесяти молний.",
                "ar", "يضرب البرق الأرض حوالي خمسين مرة في كل ثانية.")
            .entrySet()) {
      Spoken.assertSpeaks(
          Spoken.by(ESPEAK, text.getKey(), text.getValue(), dir), text.getValue(), text.getKey());
    }
  }

  @Test
  void whatever_looks_like_a_command_is_only_read() throws Exception {
    WantedProgram.isInstalled("espeak-ng");

    Spoken.assertSpeaks(Spoken.by(ESPEAK, "en-us", Spoken.TRICKY, dir), Spoken.TRICKY, "en");
    assertThat(dir).isDirectoryNotContaining("glob:**gotcha*");
  }

  @Test
  void a_voice_that_it_has_not_is_refused_before_it_is_run() {
    var speech = ESPEAK.speak(new Request("Hello.", "en", "../../etc/passwd"), new TestCall(dir));

    assertThat(Spoken.failure(speech)).isEqualTo(FailureKind.UNSUPPORTED);
  }

  @Test
  void has_no_voices_where_it_is_not_installed() {
    assertThat(Spoken.result(new Espeak("no-such-program", new Inline()).voices())).isEmpty();
  }

  @Test
  void garbage_instead_of_a_list_is_no_voice() throws IOException {
    var fake = new Espeak(FakeProgram.write(dir, "head -c 3000 /dev/urandom"), new Inline());

    assertThat(Spoken.result(fake.voices())).extracting(Voice::name).isEmpty();
  }
}
