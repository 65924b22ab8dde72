package dev.kinoloom.provider.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.FrameSize;
import dev.kinoloom.domain.Timeline;
import dev.kinoloom.provider.Composer.VerifyOrder;
import dev.kinoloom.provider.ProviderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each fault that a finished file can have is made on purpose, and found. */
class VerificationIT {
  private static final Timeline TIMELINE = Timeline.of(30, List.of(60_000L, 80_000L));
  private static final String PICTURES = "testsrc2=size=320x256:rate=30";
  private static final String TONE = "aevalsrc=0.17*sin(2*PI*500*t)|0.17*sin(2*PI*500*t):s=48000";
  private final Footage footage;

  VerificationIT(@TempDir Path scratch) {
    footage = new Footage(scratch);
  }

  private Path file(String pictures, String sound, double seconds, String... more) {
    var words = new ArrayList<>(List.of("-f", "lavfi", "-i", pictures, "-f", "lavfi", "-i", sound));
    words.addAll(List.of("-t", Double.toString(seconds), "-c:v", "libx264", "-g", "15"));
    words.addAll(List.of("-pix_fmt", "yuv420p", "-c:a", "aac", "-movflags", "+faststart"));
    words.addAll(List.of(more));
    return footage.made("film.mp4", words.toArray(new String[0]));
  }

  private static double seconds() {
    return TIMELINE.frames() / 30.0;
  }

  private void verify(Path file) {
    verify(new VerifyOrder(file, TIMELINE, Footage.SIZE, true, List.of()));
  }

  private void verify(VerifyOrder order) {
    Tools.done(footage.composer.verify(order, footage.call));
  }

  private void expectFault(Path file, String... what) throws IOException {
    assertThatThrownBy(() -> verify(file))
        .isInstanceOfSatisfying(
            ProviderException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.BAD_OUTPUT))
        .message()
        .containsAnyOf(what);
    assertThat(footage.leftovers()).isEmpty();
  }

  @Test
  void a_good_file_passes() {
    Path good = file(PICTURES, TONE, seconds());
    assertThatCode(() -> verify(good)).doesNotThrowAnyException();
  }

  @Test
  void a_black_scene_is_found_and_named() throws IOException {
    String half =
        PICTURES
            + ",drawbox=t=fill:color=black:enable='gte(n,%d)'"
                .formatted(TIMELINE.slots().get(1).firstFrame());
    expectFault(file(half, TONE, seconds()), "scene 2 is black");
  }

  @Test
  void a_black_clip_of_somebodys_own_is_their_affair() {
    Path black = file("color=black:size=320x256:rate=30", TONE, seconds());
    assertThatCode(
            () -> verify(new VerifyOrder(black, TIMELINE, Footage.SIZE, true, List.of(0, 1))))
        .doesNotThrowAnyException();
  }

  @Test
  void a_dark_picture_with_something_in_it_is_not_black() {
    Path dark =
        file(
            "color=0x101418:size=320x256:rate=30,drawbox=x=100:y=100:w=40:h=12:t=fill:color=white",
            TONE,
            seconds());
    assertThatCode(() -> verify(dark)).doesNotThrowAnyException();
  }

  @Test
  void silence_is_found() throws IOException {
    expectFault(file(PICTURES, "anullsrc=r=48000:cl=stereo", seconds()), "nothing is to be heard");
  }

  @Test
  void sound_of_another_loudness_is_found() throws IOException {
    expectFault(file(PICTURES, TONE + ",volume=-8dB", seconds()), "its loudness is -2");
  }

  @Test
  void a_missing_soundtrack_is_found() throws IOException {
    expectFault(file(PICTURES, TONE, seconds(), "-an"), "it has no sound");
  }

  @Test
  void a_soundtrack_that_ends_too_soon_is_found() throws IOException {
    expectFault(file(PICTURES, TONE + ",atrim=end=1,asetpts=PTS", seconds()), "its sound lasts 9");
  }

  @Test
  void too_few_frames_are_found() throws IOException {
    expectFault(file(PICTURES, TONE, seconds() - 0.2), "frames instead of " + TIMELINE.frames());
  }

  @Test
  void another_size_is_found() throws IOException {
    Path file = file(PICTURES, TONE, seconds());
    assertThatThrownBy(
            () -> verify(new VerifyOrder(file, TIMELINE, new FrameSize(640, 360), true, List.of())))
        .hasMessageContaining("it is 320x256 instead of 640x360");
  }

  @Test
  void another_rate_is_found() throws IOException {
    expectFault(file(PICTURES.replace("30", "25"), TONE, seconds()), "it has 25.0 frames a second");
  }

  @Test
  void another_codec_is_found() throws IOException {
    expectFault(file(PICTURES, TONE, seconds(), "-c:v", "mpeg4"), "pictures are mpeg4");
  }

  @Test
  void a_file_that_was_cut_short_is_found() throws IOException {
    Path whole = file(PICTURES, TONE, seconds());
    expectFault(
        footage.cut(whole, Files.size(whole) * 7 / 10),
        "frames instead of " + TIMELINE.frames(),
        "damaged");
    expectFault(footage.cut(whole, 900), "damaged");
  }

  @Test
  void bytes_overwritten_in_the_middle_are_found() throws IOException {
    Path whole = file(PICTURES, TONE, seconds());
    byte[] bytes = Files.readAllBytes(whole);
    Arrays.fill(bytes, bytes.length / 3, bytes.length * 2 / 3, (byte) 0x5a);
    Files.write(whole, bytes);
    expectFault(whole, "damaged", "scene", "frames", "loudness");
  }

  @Test
  void a_file_that_is_no_film_is_found() throws IOException {
    expectFault(Files.writeString(footage.scratch.resolve("film.mp4"), "no film"), "damaged");
  }
}
