package dev.kinoloom.provider.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.domain.FrameSize;
import dev.kinoloom.domain.caption.Cue;
import dev.kinoloom.domain.caption.Cue.Word;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AssFileTest {
  private static final FrameSize SIZE = new FrameSize(1920, 1080);
  private static final Cue CUE =
      new Cue(
          100,
          2000,
          List.of(
              List.of(new Word("Water", true, 150, 500), new Word("never", true, 600, 900)),
              List.of(new Word("stops.", true, 1000, 1600))));

  private static AssFile file(boolean highlight) {
    return new AssFile(SIZE, "Inter", highlight, AssText::escaped);
  }

  @Test
  void a_cue_is_one_event_without_highlight() {
    assertThat(file(false).events(List.of(CUE)))
        .containsExactly("Dialogue: 0,0:00:00.10,0:00:02.00,Caption,,0,0,0,,Water never\\Nstops.");
  }

  @Test
  void with_highlight_each_word_has_an_event_and_they_leave_no_gap() {
    assertThat(file(true).events(List.of(CUE)))
        .containsExactly(
            "Dialogue: 0,0:00:00.10,0:00:00.60,Caption,,0,0,0,,"
                + "{\\1c&H3CC8FF&}Water{\\1c&HFFFFFF&} never\\Nstops.",
            "Dialogue: 0,0:00:00.60,0:00:01.00,Caption,,0,0,0,,"
                + "Water {\\1c&H3CC8FF&}never{\\1c&HFFFFFF&}\\Nstops.",
            "Dialogue: 0,0:00:01.00,0:00:02.00,Caption,,0,0,0,,"
                + "Water never\\N{\\1c&H3CC8FF&}stops.{\\1c&HFFFFFF&}");
  }

  @Test
  void words_that_cannot_be_drawn_are_left_out_and_cues_of_nothing_else() {
    var none = new AssFile(SIZE, "Inter", true, word -> "");
    assertThat(none.events(List.of(CUE))).isEmpty();
    var some = new AssFile(SIZE, "Inter", false, word -> word.equals("Water") ? "" : word);
    assertThat(some.events(List.of(CUE)).get(0)).endsWith(",,never\\Nstops.");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`{\\an8}up`, `\\{\\\u2060an8\\}up`",
        "`C:\\Nfile`, `C:\\\u2060Nfile`",
        "`a\\`, `a\\\u2060`",
        "`100%:'\"`, `100%:'\"`"
      })
  void override_codes_in_the_text_are_no_codes(String text, String written) {
    assertThat(AssText.escaped(text)).isEqualTo(written);
  }

  @Test
  void a_line_end_cannot_begin_another_event() {
    assertThat(AssText.escaped("a\nDialogue: 0\r\tb")).doesNotContain("\n", "\r", "\t");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1920x1080", "1080x1920", "256x256", "3840x256", "256x3840"})
  void letters_are_large_enough_to_be_read_and_small_enough_for_a_line(String size) {
    var frame = FrameSize.parse(size);
    var ass = new AssFile(frame, "Inter", true, AssText::escaped);
    assertThat(ass.fontSize()).isBetween(18, frame.width() / 12);
    assertThat(ass.text(List.of(CUE))).contains("PlayResX: " + frame.width());
  }
}
