package dev.kinoloom.provider.piper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.Invalid;
import dev.kinoloom.provider.FakeProgram;
import dev.kinoloom.provider.Inline;
import dev.kinoloom.provider.SpeechProvider.Request;
import dev.kinoloom.provider.SpeechProvider.Voice;
import dev.kinoloom.provider.Spoken;
import dev.kinoloom.provider.TestCall;
import dev.kinoloom.provider.Tones;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a program of ours that takes Piper's words: the real one's model is its user's. */
class PiperIT {
  private final Path dir;
  private final Path model;

  PiperIT(@TempDir Path dir) throws IOException {
    this.dir = dir;
    this.model = Files.writeString(dir.resolve("de_DE-test-low.onnx"), "model");
    Files.writeString(
        dir.resolve("de_DE-test-low.onnx.json"), "{\"language\": {\"code\": \"de_DE\"}}");
  }

  @Test
  void its_voice_is_its_model() throws IOException {
    var piper = piper("exit 0");

    assertThat(Spoken.result(piper.voices()))
        .containsExactly(new Voice("de_DE-test-low", List.of("de-de"), 165));
    assertThat(piper.version()).isEqualTo("de_DE-test-low");
  }

  @Test
  void the_text_goes_in_as_one_line_and_the_sound_comes_out_in_our_file() throws IOException {
    Path sound = Tones.file(dir, 900);
    var piper =
        piper("[ \"$1 $3\" = '-m -f' ] && cat > '%s/heard' && cp %s \"$4\"".formatted(dir, sound));

    var speech = Spoken.by(piper, "de_DE-test-low", "Guten Tag,\n[[x]] Welt\u0007.", dir);

    assertThat(Files.readString(dir.resolve("heard"))).isEqualTo("Guten Tag, x Welt.\n");
    assertThat(speech.file()).hasSameBinaryContentAs(sound);
  }

  @Test
  void what_is_configured_and_not_there_is_said_by_its_name() throws IOException {
    assertInvalid(new Piper.Config("no-such-program", model), "providers.piper.program");
    String program = FakeProgram.write(dir, "exit 0");
    assertInvalid(new Piper.Config(program, dir.resolve("no.onnx")), "providers.piper.model");
    Files.writeString(Path.of(model + ".json"), "{}");
    assertInvalid(new Piper.Config(program, model), "providers.piper.model");
    assertThatThrownBy(() -> new Piper.Config("piper", dir)).isInstanceOf(Invalid.class);
  }

  @Test
  void one_that_makes_nothing_or_dies_gives_bad_output() throws IOException {
    for (String script : List.of("exit 0", "exit 1", "kill -9 $$")) {
      var speech =
          piper(script).speak(new Request("Hallo.", "de", "de_DE-test-low"), new TestCall(dir));

      assertThat(Spoken.failure(speech)).isEqualTo(FailureKind.BAD_OUTPUT);
    }
  }

  private Piper piper(String script) throws IOException {
    return new Piper(new Piper.Config(FakeProgram.write(dir, script), model), new Inline());
  }

  private static void assertInvalid(Piper.Config config, String field) {
    assertThatThrownBy(() -> Spoken.result(new Piper(config, new Inline()).voices()))
        .isInstanceOfSatisfying(
            Invalid.class, invalid -> assertThat(invalid.field()).isEqualTo(field));
  }
}
