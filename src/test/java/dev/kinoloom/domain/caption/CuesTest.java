package dev.kinoloom.domain.caption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.domain.FrameSize;
import dev.kinoloom.domain.Narration;
import dev.kinoloom.domain.Narration.Timing;
import dev.kinoloom.domain.Narration.WordTime;
import dev.kinoloom.domain.speech.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CuesTest {
  private static final FrameSize WIDE = new FrameSize(1920, 1080);
  private static final FrameSize TALL = new FrameSize(1080, 1920);

  private static List<Cue> cues(String text, int seconds, FrameSize size) {
    var narration = new Narration(null, seconds * 48_000L, List.of(), Timing.ESTIMATED, "x/y");
    return Cues.of(narration, text, size);
  }

  private static List<Cue> timed(WordTime... words) {
    var narration = new Narration(null, 480_000, List.of(words), Timing.ENGINE, "x/y");
    return Cues.of(narration, "", WIDE);
  }

  @ParameterizedTest
  @CsvSource({
    "1920, 1080, 42",
    "3840, 1080, 42",
    "1080, 1920, 21",
    "1080, 1080, 27",
    "256, 3840, 18"
  })
  void lines_are_as_long_as_the_picture_is_wide_and_never_above_42(int w, int h, int columns) {
    assertThat(Cues.columns(new FrameSize(w, h))).isEqualTo(columns);
  }

  @Test
  void lines_and_cues_break_where_phrases_end() {
    var text =
        "The water cycle never stops. Sunlight warms the sea, and water rises as vapour into the"
            + " sky, where it cools and falls again as rain.";
    assertThat(cues(text, 8, WIDE).stream().map(Cue::text))
        .containsExactly(
            List.of("The water cycle never stops."),
            List.of("Sunlight warms the sea,", "and water rises as vapour into the sky,"),
            List.of("where it cools and falls again as rain."));
  }

  @Test
  void a_line_does_not_end_with_a_word_that_leans_on_the_next() {
    var text = "Most of what we know about the deep comes from a handful of dives to the bottom";
    assertThat(cues(text, 6, WIDE).stream().flatMap(cue -> cue.text().stream()))
        .noneMatch(line -> line.matches(".*\\b(a|the|of|to|from)$"));
  }

  @Test
  void chinese_breaks_between_characters_but_never_before_punctuation() {
    var text = "水循环从不停止，阳光温暖海洋，水变成水蒸气上升到天空，在那里冷却，又变成雨落下来，如此往复不已，直到永远。";
    var lines = cues(text, 10, WIDE).stream().flatMap(cue -> cue.text().stream()).toList();
    assertThat(String.join("", lines)).isEqualTo(text);
    assertThat(lines).allMatch(line -> Columns.of(line) <= 42);
    assertThat(lines).noneMatch(line -> line.matches("^[，。].*"));
  }

  @Test
  void a_word_longer_than_a_line_is_cut_and_nothing_of_it_is_lost() {
    var lines =
        cues("See " + "x".repeat(100) + " now", 5, TALL).stream()
            .flatMap(cue -> cue.text().stream())
            .toList();
    assertThat(lines).allMatch(line -> line.length() <= 21);
    assertThat(String.join("", lines).replace(" ", "")).isEqualTo("See" + "x".repeat(100) + "now");
  }

  @Test
  void arabic_words_keep_their_order_and_blanks() {
    assertThat(cues("مرحبا بالعالم كله", 3, WIDE).get(0).text())
        .containsExactly("مرحبا بالعالم كله");
  }

  @Test
  void line_ends_controls_and_marks_that_turn_the_direction_are_left_out() {
    assertThat(cues("one\r\n\ttwo\u0000 \u202Ethree\uFEFF \ud800four", 3, WIDE).get(0).text())
        .containsExactly("one two three four");
  }

  @Test
  void a_cue_comes_with_its_first_word_and_goes_a_little_after_its_last() {
    var cues =
        timed(
            new WordTime("One.", 1000, 1400),
            new WordTime("Two.", 5000, 5800),
            new WordTime("Three.", 5900, 6900));
    assertThat(cues.get(0).startMillis()).isEqualTo(920);
    assertThat(cues.get(0).endMillis()).isEqualTo(2000);
    assertThat(cues.get(1).endMillis()).isEqualTo(cues.get(2).startMillis());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Dr. Smith of the U.S. Geological Survey says that the river rises at 7 a.m. on most days,"
            + " e.g. on Monday, and that it falls again at approx. 5 p.m. when nobody looks.",
        "Twenty years later, approx. 1.4 million kilometres of cable lay on the seabed, and J. R. Tanner"
            + " et al. expect 3.5 billion dollars incl. transport by Jan. 2030, for World War II is over.",
        "King Henry VIII met Prof. Lee at St. Paul on 5 May 1520 with 12 kg of gold, i.e. a lot, and"
            + " left No. 10 at 6 p.m. for good, because the road was 400 km long and the night dark."
      })
  void no_cue_or_line_parts_what_belongs_together(String text) {
    for (var size : List.of(WIDE, TALL)) {
      var lines = cues(text, 14, size).stream().flatMap(cue -> cue.text().stream()).toList();
      assertThat(String.join(" ", lines)).isEqualTo(text);
      assertThat(lines)
          .noneMatch(
              line ->
                  line.matches(
                      ".*(?:^| )(?:Dr|Prof|St|No|J|R|Jan|approx|e\\.g|i\\.e)\\.|.* [\\d.]{1,3}|.*Henry|.*War"));
    }
  }

  @Test
  void a_cue_does_not_end_after_an_abbreviation() {
    var text =
        "Dr. Smith of the U.S. Geological Survey came by at 7 a.m. on Monday. Then he left for home.";
    assertThat(cues(text, 7, WIDE))
        .extracting(cue -> String.join(" ", cue.text()))
        .containsExactly(
            "Dr. Smith of the U.S. Geological Survey came by at 7 a.m. on Monday.",
            "Then he left for home.");
  }

  @Test
  void no_cue_is_too_short_to_be_read() {
    var times = new ArrayList<WordTime>();
    int at = 0;
    var text = "Yes. No. Go on, then. It is a long way to the port of Rotterdam, sir. So.";
    for (var word : Wording.of(text)) {
      times.add(new WordTime(word, at, at + 180));
      at += 200;
    }
    var narration = new Narration(null, at * 48L, times, Timing.ENGINE, "x/y");
    assertThat(Cues.of(narration, "", WIDE))
        .allSatisfy(
            cue -> assertThat(cue.endMillis() - cue.startMillis()).isGreaterThanOrEqualTo(800));
  }

  @Test
  void no_short_word_stands_alone_unless_it_is_a_sentence() {
    var text =
        "The water rises as vapour into the cold and clear blue evening sky over the sea, and then falls"
            + " again, at last, as rain. Why? Nobody who lives on this side of the wide river knows it yet.";
    for (int seconds = 8; seconds < 20; seconds++) {
      assertThat(cues(text, seconds, WIDE))
          .extracting(cue -> String.join(" ", cue.text()))
          .noneMatch(cue -> cue.matches("\\S+") && !cue.equals("Why?"));
    }
  }

  @Test
  void times_that_make_no_sense_are_put_in_order() {
    var cues =
        timed(
            new WordTime("back", 9000, 100),
            new WordTime("and", -5, -9),
            new WordTime("forth", 99_999, 0));
    assertInOrder(cues);
    assertThat(cues.get(0).text()).containsExactly("back and forth");
  }

  @Test
  void nothing_to_read_gives_no_cue() {
    assertThat(cues(" \n\t ", 3, WIDE)).isEmpty();
    assertThat(cues("\u202E", 3, WIDE)).isEmpty();
  }

  @Property(tries = 300)
  void whatever_the_words_every_letter_is_shown_once_in_lines_that_fit(
      @ForAll @Size(max = 60) List<@StringLength(max = 30) String> words) {
    var text = String.join(" ", words);
    var cues = cues(text, 20, TALL);
    assertInOrder(cues);
    for (var cue : cues) {
      assertThat(cue.lines()).hasSizeBetween(1, 2);
      assertThat(cue.text()).allMatch(line -> Columns.of(line) <= 22 && !line.isBlank());
    }
    var shown = cues.stream().flatMap(cue -> cue.text().stream()).collect(Collectors.joining());
    assertThat(letters(shown)).isEqualTo(letters(text));
  }

  private static String letters(String text) {
    return text.replaceAll("[^\\p{L}\\p{N}]", "");
  }

  private static void assertInOrder(List<Cue> cues) {
    int before = 0;
    for (var cue : cues) {
      assertThat(cue.startMillis()).isGreaterThanOrEqualTo(before);
      assertThat(cue.endMillis()).isGreaterThan(cue.startMillis());
      before = cue.endMillis();
    }
  }
}
