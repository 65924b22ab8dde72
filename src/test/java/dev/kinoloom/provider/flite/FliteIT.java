package dev.kinoloom.provider.flite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.Narration.Timing;
import dev.kinoloom.provider.FakeProgram;
import dev.kinoloom.provider.Inline;
import dev.kinoloom.provider.SpeechProvider.Request;
import dev.kinoloom.provider.SpeechProvider.Voice;
import dev.kinoloom.provider.Spoken;
import dev.kinoloom.provider.TestCall;
import dev.kinoloom.provider.WantedProgram;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FliteIT {
  private static final Flite FLITE = new Flite(new Inline());
  private final Path dir;

  FliteIT(@TempDir Path dir) {
    this.dir = dir;
  }

  @Test
  void the_best_voice_comes_first() throws Exception {
    WantedProgram.isInstalled("flite");

    assertThat(Spoken.result(FLITE.voices()))
        .extracting(Voice::name)
        .startsWith("rms", "slt")
        .doesNotContain("awb_time");
  }

  @Test
  void speaks_and_says_when_each_word_is_spoken() throws Exception {
    WantedProgram.isInstalled("flite");

    for (String voice : java.util.List.of("rms", "slt")) {
      var speech = Spoken.by(FLITE, voice, Spoken.SENTENCES, dir);

      var sound = Spoken.assertSpeaks(speech, Spoken.SENTENCES, "en");
      assertThat(speech.timing()).isEqualTo(Timing.ENGINE);
      Spoken.assertTimed(speech, Spoken.SENTENCES, sound);
    }
  }

  @Test
  void whatever_looks_like_a_command_is_only_read() throws Exception {
    WantedProgram.isInstalled("flite");

    var speech = Spoken.by(FLITE, "slt", Spoken.TRICKY, dir);

    Spoken.assertTimed(speech, Spoken.TRICKY, Spoken.assertSpeaks(speech, Spoken.TRICKY, "en"));
    assertThat(dir).isDirectoryNotContaining("glob:**gotcha*");
  }

  @Test
  void has_no_voices_where_it_is_not_installed() {
    assertThat(Spoken.result(new Flite("no-such-program", new Inline()).voices())).isEmpty();
  }

  @Test
  void a_program_that_dies_hangs_or_makes_nothing_is_told_apart() throws IOException {
    assertThat(failure("echo core dumped >&2; kill -SEGV $$", new TestCall(dir)))
        .isEqualTo(FailureKind.BAD_OUTPUT);
    assertThat(failure("exec sleep 600", new TestCall(dir, java.time.Duration.ofMillis(300))))
        .isEqualTo(FailureKind.TIMEOUT);
    assertThat(failure("echo garbage; exit 0", new TestCall(dir)))
        .isEqualTo(FailureKind.BAD_OUTPUT);
  }

  @Test
  void times_are_not_made_up_from_garbage() throws IOException {
    // writes the sound file it is told to, and prints what is no list of sounds
    var fake = new Flite(FakeProgram.write(dir, "echo x > \"$6\"; echo pau:a b:1"), new Inline());

    var speech = Spoken.by(fake, "rms", "Hello there.", dir);

    assertThat(speech.words()).isEmpty();
    assertThat(speech.timing()).isEqualTo(Timing.ESTIMATED);
  }

  private FailureKind failure(String script, TestCall call) throws IOException {
    var fake = new Flite(FakeProgram.write(dir, script), new Inline());
    return Spoken.failure(fake.speak(new Request("Hello there.", "en", "rms"), call));
  }
}
