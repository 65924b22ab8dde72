package dev.kinoloom.provider.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.provider.ProviderException;
import org.junit.jupiter.api.Test;

class LoudnessTest {
  private static final String SUMMARY =
      """
      [Parsed_ebur128_0 @ 0x9937880] Summary:

        Integrated loudness:
          I:         %s LUFS
          Threshold: -27.0 LUFS

        Sample peak:
          Peak:       %s dBFS
      """;

  @Test
  void the_summary_is_read() {
    assertThat(Loudness.read(SUMMARY.formatted("-17.0", "-4.9")))
        .isEqualTo(new Loudness(-17, -4.9));
  }

  @Test
  void digital_silence_is_silent() {
    assertThat(Loudness.read(SUMMARY.formatted("-70.0", "-inf")).isSilent()).isTrue();
    assertThat(Loudness.read(SUMMARY.formatted("-16.0", "-1.0")).isSilent()).isFalse();
  }

  @Test
  void no_summary_is_bad_output() {
    assertThatThrownBy(() -> Loudness.read("nothing measured"))
        .isInstanceOfSatisfying(
            ProviderException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.BAD_OUTPUT));
  }

  @Test
  void one_gain_is_enough_where_peaks_have_room() {
    assertThat(new Loudness(-23, -12).toReach(-16)).isEqualTo("volume=7.00dB");
  }

  @Test
  void a_limiter_holds_peaks_that_would_clip_and_its_delay_is_undone() {
    assertThat(new Loudness(-23, -3).toReach(-16))
        .startsWith("volume=7.00dB,apad=pad_len=240,alimiter=limit=0.8414")
        .contains("atrim=start_sample=240");
  }
}
