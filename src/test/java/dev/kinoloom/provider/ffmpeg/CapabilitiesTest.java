package dev.kinoloom.provider.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CapabilitiesTest {
  private static final String FILTERS =
      """
      Filters:
        T.. = Timeline support
       ... ass               V->V       Render ASS subtitles onto input video.
       TSC blend             VV->V      Blend two video frames into each other.
       ... ebur128           A->N       EBU R128 scanner.
       ... movie             |->N       Read from a movie source.
      """;
  private static final String ENCODERS =
      """
      Encoders:
       V..... = Video
       ------
       V..... libx264              libx264 H.264 / AVC / MPEG-4 AVC (codec h264)
       VFS... mjpeg                MJPEG (Motion JPEG)
       A..... aac                  AAC (Advanced Audio Coding)
      """;

  @Test
  void names_are_read_from_the_lists() {
    var read = Capabilities.read("ffmpeg version 4.4.1-static https", FILTERS, ENCODERS);
    assertThat(read)
        .hasValueSatisfying(
            it -> {
              assertThat(it.version()).isEqualTo("4.4.1-static");
              assertThat(it.filters())
                  .containsExactlyInAnyOrder("ass", "blend", "ebur128", "movie");
              assertThat(it.encoders()).containsExactlyInAnyOrder("libx264", "mjpeg", "aac");
            });
  }

  @Test
  void what_films_need_and_it_lacks_is_named() {
    var read = Capabilities.read("ffmpeg version 7.0", FILTERS, ENCODERS).orElseThrow();
    assertThat(read.missing())
        .contains("filter crop", "filter xfade", "encoder pcm_s16le")
        .doesNotContain("filter ass", "encoder libx264");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "avconv version 9", "hello ffmpeg version 5", "\0\0\0"})
  void what_does_not_answer_like_ffmpeg_is_none(String answer) {
    assertThat(Capabilities.read(answer, FILTERS, ENCODERS)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"4.4.1-static, 4", "5.1.6-0+deb12u1, 5", "n7.1, 7", "N-112233-gabcdef, 2147483647"})
  void the_first_number_of_the_version_is_found(String version, int major) {
    var read = Capabilities.read("ffmpeg version " + version, "", "").orElseThrow();
    assertThat(read.major()).isEqualTo(major);
  }
}
