package dev.kinoloom.provider.freetts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.Narration.Timing;
import dev.kinoloom.provider.Inline;
import dev.kinoloom.provider.SpeechProvider.Request;
import dev.kinoloom.provider.Spoken;
import dev.kinoloom.provider.TestCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreeTtsIT {
  private static final FreeTts FREETTS = new FreeTts(new Inline());
  private final Path dir;

  FreeTtsIT(@TempDir Path dir) {
    this.dir = dir;
  }

  @Test
  void speaks_and_says_when_each_word_is_spoken() {
    var speech = Spoken.by(FREETTS, "kevin16", Spoken.SENTENCES, dir);

    var sound = Spoken.assertSpeaks(speech, Spoken.SENTENCES, "en");
    assertThat(speech.timing()).isEqualTo(Timing.ENGINE);
    Spoken.assertTimed(speech, Spoken.SENTENCES, sound);
  }

  @Test
  void whatever_looks_like_a_command_is_only_read() {
    var speech = Spoken.by(FREETTS, "kevin16", Spoken.TRICKY, dir);

    Spoken.assertTimed(speech, Spoken.TRICKY, Spoken.assertSpeaks(speech, Spoken.TRICKY, "en"));
    assertThat(dir).isDirectoryNotContaining("glob:**gotcha*");
  }

  @Test
  void a_text_in_other_letters_is_refused_by_name() {
    assertThatThrownBy(() -> Spoken.by(FREETTS, "kevin16", "北京是中国的首都。", dir))
        .isInstanceOfSatisfying(
            Failed.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.UNSUPPORTED))
        .hasMessageContaining("not written in Latin letters");
    assertThatThrownBy(() -> Spoken.by(FREETTS, "kevin16", "🎬 – 🎬", dir))
        .isInstanceOf(Failed.class);
    assertThatThrownBy(() -> Spoken.by(FREETTS, "nobody", "Hello.", dir))
        .isInstanceOf(Failed.class);
  }

  @Test
  void many_at_once_give_what_one_gives() throws IOException {
    byte[] alone = Files.readAllBytes(Spoken.by(FREETTS, "kevin16", "The same again.", dir).file());

    var together =
        IntStream.range(0, 6)
            .mapToObj(i -> dir.resolve("scene-" + i))
            .map(
                scratch ->
                    CompletableFuture.supplyAsync(
                        () -> {
                          scratch.toFile().mkdir();
                          return Spoken.by(FREETTS, "kevin16", "The same again.", scratch);
                        }))
            .toList();

    for (var speech : together) {
      assertThat(Files.readAllBytes(speech.join().file())).isEqualTo(alone);
    }
  }

  @Test
  void stops_between_sentences() {
    var call = new TestCall(dir);
    call.stop();

    var speech = FREETTS.speak(new Request("Hello.", "en", "kevin16"), call);

    assertThat(Spoken.failure(speech)).isEqualTo(FailureKind.UNAVAILABLE);
  }
}
