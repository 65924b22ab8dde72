package dev.kinoloom.provider.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.provider.ProviderException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FFmpegInspectionIT {
  private final FFmpegInspection inspection = new FFmpegInspection(Tools.FFMPEG);
  private Footage footage;

  @BeforeEach
  void scratch(@TempDir Path scratch) {
    footage = new Footage(scratch);
  }

  private Path admit(Path file, String type) throws Exception {
    return inspection.admit(file, type, footage.call);
  }

  private void assertRefused(Path file, String type, String why) {
    assertThatThrownBy(() -> admit(file, type))
        .isInstanceOfSatisfying(
            Failed.class, failed -> assertThat(failed.kind()).isEqualTo(FailureKind.VALIDATION))
        .hasMessageContaining(why);
  }

  private Path frames(String name, String size, String... words) {
    var all = new ArrayList<>(List.of("-f", "lavfi", "-i", "color=gray:size=%s".formatted(size)));
    all.addAll(List.of("-frames:v", "2"));
    all.addAll(List.of(words));
    return footage.made(name, all.toArray(String[]::new));
  }

  private Path cut(Path file, int bytes) throws Exception {
    return Files.write(
        footage.scratch.resolve("cut-" + file.getFileName()),
        java.util.Arrays.copyOf(Files.readAllBytes(file), bytes));
  }

  @Test
  void clips_and_music_that_decode_are_kept_as_they_are() throws Exception {
    var clip = frames("clip.mp4", "320x256");
    assertThat(admit(clip, "video/mp4")).isEqualTo(clip);
    var sound = footage.speech("speech.wav", 48_000);
    assertThat(admit(sound, "audio/wav")).isEqualTo(sound);
    var heard = footage.made("heard.mp4", "-i", sound.toString(), "-c:a", "aac");
    assertThat(admit(heard, "video/mp4")).as("a film without pictures is music").isEqualTo(heard);
  }

  @Test
  void a_webp_is_made_a_png_of_its_size() throws Exception {
    var webp =
        footage.made("own.webp", "-f", "lavfi", "-i", "testsrc2=size=400x320", "-frames:v", "1");
    var png = admit(webp, "image/webp");
    assertThat(Files.readAllBytes(png)).startsWith(0x89, 'P', 'N', 'G');
    var image = ImageIO.read(png.toFile());
    assertThat(image.getWidth()).isEqualTo(400);
    assertThat(image.getHeight()).isEqualTo(320);
    assertThat(png.getParent()).isEqualTo(footage.scratch);
  }

  @Test
  void what_is_broken_is_refused() throws Exception {
    assertRefused(cut(frames("a.mkv", "320x256"), 300), "video/x-matroska", "cannot be decoded");
    var webp =
        footage.made("b.webp", "-f", "lavfi", "-i", "testsrc2=size=400x320", "-frames:v", "1");
    assertRefused(cut(webp, 200), "image/webp", "cannot be");
    assertRefused(cut(footage.speech("c.wav", 48_000), 20), "audio/wav", "cannot be");
  }

  @Test
  void pictures_beyond_all_use_are_refused_by_their_size() {
    assertRefused(
        frames("wide.mkv", "8320x64", "-c:v", "mjpeg"), "video/x-matroska", "is 8320×64 pixels");
    assertRefused(
        frames("huge.mkv", "7200x7200", "-c:v", "mjpeg", "-pix_fmt", "yuvj420p"),
        "video/x-matroska",
        "50 million pixels");
  }

  @Test
  void no_file_of_others_is_decoded_into_more_pixels_than_that() {
    var huge = frames("huge.mkv", "7200x7200", "-c:v", "mjpeg", "-pix_fmt", "yuvj420p");
    for (var trust : List.of(Trust.clips(), List.<String>of())) {
      var words = new ArrayList<>(trust);
      words.addAll(List.of("-i", huge.toString(), "-map", "0:v:0", "-frames:v", "1"));
      words.addAll(List.of("-f", "null", "-"));
      if (trust.isEmpty()) {
        assertThat(Tools.FFMPEG.run(words, footage.call).frames()).isOne();
      } else {
        assertThatThrownBy(() -> Tools.FFMPEG.run(words, footage.call))
            .isInstanceOf(ProviderException.class);
      }
    }
  }

  @Test
  void nothing_is_left_but_what_was_made() throws Exception {
    admit(frames("clip.mp4", "320x256"), "video/mp4");
    try (var files = Files.list(footage.scratch)) {
      assertThat(files.map(file -> String.valueOf(file.getFileName()))).containsOnly("clip.mp4");
    }
  }
}
