package dev.kinoloom.domain.caption;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaptionFileTest {
  private static Cue cue(int start, int end, String... lines) {
    return new Cue(
        start,
        end,
        Arrays.stream(lines).map(line -> List.of(new Cue.Word(line, true, start, end))).toList());
  }

  @Test
  void subrip_numbers_its_cues_and_writes_a_comma_before_milliseconds() {
    assertThat(CaptionFile.srt(List.of(cue(0, 1500, "One", "two"), cue(3_661_007, 3_662_000, "x"))))
        .isEqualTo(
            """
            1
            00:00:00,000 --> 00:00:01,500
            One
            two

            2
            01:01:01,007 --> 01:01:02,000
            x

            """);
  }

  @Test
  void webvtt_begins_with_its_name_and_writes_a_point_before_milliseconds() {
    assertThat(CaptionFile.vtt(List.of(cue(61_005, 62_000, "One"))))
        .isEqualTo(
            """
            WEBVTT

            00:01:01.005 --> 00:01:02.000
            One

            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "say \"hi\": 100 % 'x'",
        "C:\\Temp\\n",
        "😀 family 👩‍👩‍👧",
        "مرحبا 123",
        "水循环",
        "a; $(rm) `id` %{eif}"
      })
  void text_without_markup_stays_as_it_is(String text) {
    assertThat(CaptionFile.srt(List.of(cue(0, 1, text)))).contains("\n" + text + "\n");
    assertThat(CaptionFile.vtt(List.of(cue(0, 1, text)))).contains("\n" + text + "\n");
  }

  @Test
  void markup_and_arrows_do_nothing_in_webvtt() {
    assertThat(CaptionFile.vtt(List.of(cue(0, 1, "<b>a & b</b> --> c"))))
        .contains("\n&lt;b&gt;a &amp; b&lt;/b&gt; --&gt; c\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<font color=red>", "</i>", "{\\an8}up", "a --> b"})
  void markup_and_arrows_do_nothing_in_subrip_and_look_the_same(String text) {
    String line =
        CaptionFile.srt(List.of(cue(0, 1, text))).lines().skip(2).findFirst().orElseThrow();
    assertThat(line.replace("\u2060", "")).isEqualTo(text);
    assertThat(line).doesNotContainPattern("<[/a-z]|\\{\\\\|-->");
  }
}
