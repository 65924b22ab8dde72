package dev.kinoloom.provider.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.provider.ProviderException;
import dev.kinoloom.provider.Sound;
import dev.kinoloom.provider.TestCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FFmpegSoundIT {
  private final Path scratch;

  FFmpegSoundIT(@TempDir Path scratch) {
    this.scratch = scratch;
  }

  /** Syllables: a tone of changing loudness with harmonics, peaks well above its mean. */
  private static final String SPEECH =
      "aevalsrc='0.5*sin(2*PI*180*t)*pow(abs(sin(2*PI*2*t)),3)+0.2*sin(2*PI*900*t)*pow(abs(sin(2*PI*2*t)),9)'";

  private Path made(String graph, String... more) {
    Path file = scratch.resolve("raw.wav");
    var words = new java.util.ArrayList<>(List.of("-f", "lavfi", "-i", graph));
    words.addAll(List.of(more));
    words.add(file.toString());
    Tools.FFMPEG.run(words, new TestCall(scratch));
    return file;
  }

  private Sound.Polished polished(Path raw) {
    return Tools.done(
        new FFmpegSound(Tools.FFMPEG, Tools::here).polish(raw, new TestCall(scratch)));
  }

  private Loudness loudness(Path file) {
    return Loudness.read(
        Tools.FFMPEG
            .measure(
                List.of("-i", file.toString(), "-af", Loudness.FILTER, "-f", "null", "-"),
                new TestCall(scratch))
            .said());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.9", "0.2", "0.01"})
  void speech_of_any_level_comes_out_at_16_below_full_scale(String volume) throws IOException {
    var raw = made(SPEECH + ":s=22050:d=6,volume=" + volume);
    var polished = polished(raw);
    assertThat(loudness(polished.wav()).lufs()).isCloseTo(-16, within(0.5));
    assertThat(loudness(polished.wav()).peak()).isLessThanOrEqualTo(-1.3);
    assertThat(WavFile.open(polished.wav()).samples()).isEqualTo(polished.samples());
  }

  @Test
  void silence_at_both_ends_is_cut_and_its_length_told() {
    var raw = made("sine=frequency=300:sample_rate=48000:duration=2,adelay=700,apad=pad_dur=1.3");
    var polished = polished(raw);
    assertThat(polished.cutMillis()).isBetween(650, 700);
    assertThat(polished.samples() / 48.0).isCloseTo(2085, within(40.0));
  }

  @Test
  void a_pause_inside_stays() {
    var raw =
        made(
            "sine=frequency=300:sample_rate=48000:duration=5,volume='if(between(t,1,4),0,1)':eval=frame");
    assertThat(polished(raw).samples() / 48_000.0).isCloseTo(5, within(0.1));
  }

  @Test
  void a_word_shorter_than_a_loudness_block_is_levelled_too() {
    var polished = polished(made("sine=frequency=500:sample_rate=16000:duration=0.15,volume=0.05"));
    assertThat(polished.samples() / 48).isBetween(140L, 260L);
    assertThat(loudness(polished.wav()).peak()).isBetween(-22.0, -8.0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "anullsrc=r=48000:cl=mono:d=2",
        "anoisesrc=r=48000:a=0.00001:d=2",
        "anullsrc=r=48000:cl=mono:d=0.001"
      })
  void silence_is_bad_output(String graph) {
    var raw = made(graph);
    assertThatThrownBy(() -> polished(raw))
        .isInstanceOfSatisfying(
            ProviderException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.BAD_OUTPUT))
        .hasMessageContaining("silent");
  }

  @Test
  void a_file_that_is_no_sound_is_bad_output() throws IOException {
    Path raw = Files.writeString(scratch.resolve("raw.wav"), "this is a text, not a sound\n");
    assertThatThrownBy(() -> polished(raw))
        .isInstanceOfSatisfying(
            ProviderException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.BAD_OUTPUT));
  }

  @Test
  void stereo_of_another_rate_becomes_mono_48_kHz() throws IOException {
    var raw = made(SPEECH + ":s=44100:d=3", "-ac", "2");
    assertThat(WavFile.open(polished(raw).wav()).samples()).isCloseTo(3 * 48_000L, within(12_000L));
  }
}
