package dev.kinoloom.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.provider.Fonts.Run;
import dev.kinoloom.provider.Fonts.Weight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FontsTest {
  private static final String BEYOND_BMP_LETTER = "𐎠"; // Old Persian
  private static Path home;
  private static Fonts alone;
  private static Fonts all;

  @BeforeAll
  static void open(@TempDir Path dir) {
    home = dir;
    alone = Fonts.open(home, List.of());
    all = Fonts.open(home);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Plain words, 42 % of “them” – really…",
        "Ünïcödé Ελληνικά Кириллица",
        "e\u0301 stacked a\u0302\u0301 and x\u0304",
        "€ £ ¥ ₹ × ÷ ≤ ≥ ≈ − ∞"
      })
  void the_embedded_font_covers_western_texts(String text) {
    assertThat(alone.missing(text)).isEmpty();
    assertThat(alone.runs(text, Weight.BOLD)).extracting(Run::family).containsOnly("Inter");
  }

  @ParameterizedTest
  @ValueSource(strings = {"日本語", "数据", "한국어"})
  void a_missing_script_is_named_with_what_to_install(String text) {
    assertThat(alone.advice("Hello " + text))
        .hasValueSatisfying(
            said -> assertThat(said).contains(text.substring(0, 1)).contains("fonts-noto-cjk"));
  }

  @Test
  void a_missing_script_has_its_english_name() {
    assertThat(alone.missing("Hello مرحبا")).contains("Arabic");
    assertThat(alone.missing("Hello 数据")).contains("Han");
  }

  @Test
  void arabic_is_missing_without_fonts_of_the_machine() {
    assertThat(alone.advice("مرحبا"))
        .hasValueSatisfying(said -> assertThat(said).contains("Arabic").contains("fonts-dejavu"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"🚀", "👩‍🚀", "🇩🇪", "👍🏽", "1️⃣", "\uE000", "\uD800", "\u0007", "☃️"})
  void emoji_and_broken_characters_are_left_out_and_fail_nothing(String ornament) {
    assertThat(alone.missing("Up " + ornament + " we go")).isEmpty();
    var shown = alone.showable("Up " + ornament + " we go");
    assertThat(shown).startsWith("Up ").endsWith(" we go").doesNotContain("🚀", "\uE000", "\uD800");
    assertThat(shown).doesNotContain("  ");
  }

  @Test
  void what_is_only_emoji_is_shown_as_nothing() {
    assertThat(alone.showable("👩‍🚀🇩🇪")).isEmpty();
    assertThat(alone.runs("👩‍🚀🇩🇪", Weight.REGULAR)).isEmpty();
  }

  @Test
  void a_pile_of_marks_is_cut_to_what_writing_has() {
    assertThat(alone.showable("z" + "\u0301".repeat(50)).codePoints().count()).isLessThan(7);
  }

  @Test
  void a_mark_that_stands_on_no_letter_is_left_out() {
    assertThat(alone.showable("\u0302 the \u0302 e\u0302nd \u200d\u0302")).isEqualTo(" the ênd ");
  }

  @Test
  void what_is_left_once_something_went_is_showable_itself() {
    var shown = alone.showable("\u1d15\u0379\u0349 end");
    assertThat(alone.showable(shown)).isEqualTo(shown);
  }

  @Test
  void a_letter_that_nobody_draws_is_missing_even_beside_covered_ones() {
    assertThat(alone.advice("abc" + BEYOND_BMP_LETTER))
        .hasValueSatisfying(said -> assertThat(said).contains("1 character", BEYOND_BMP_LETTER));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Hello, Welt!", "Привет مرحبا hello", "x 日本 y", "a\u0301\u0302 🚀 b", ""})
  void the_runs_are_the_showable_text_and_every_font_draws_its_own(String text) {
    var runs = all.runs(text, Weight.SEMI_BOLD);
    assertThat(runs.stream().map(Run::text).collect(Collectors.joining()))
        .isEqualTo(all.showable(text));
    for (var run : runs) {
      assertThat(run.font().canDisplayUpTo(run.text())).isEqualTo(-1);
    }
  }

  @Test
  void captions_get_a_directory_with_the_files_of_their_family() throws IOException {
    var captions = alone.captions("Plain words");
    assertThat(captions.family()).isEqualTo("Inter");
    try (var files = Files.list(captions.directory())) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("Inter-Regular.otf", "Inter-Bold.otf");
    }
    assertThat(alone.captions("Other words")).isEqualTo(captions);
  }

  @Test
  void fonts_of_the_machine_are_taken_where_inter_ends() throws IOException {
    var text = "Hello مرحبا";
    if (all.missing(text).isPresent()) {
      assertThat(all.showable(text)).isEqualTo("Hello ");
      return;
    }
    var runs = all.runs(text, Weight.REGULAR);
    assertThat(runs).hasSize(2);
    assertThat(runs.get(0).family()).isEqualTo("Inter");
    assertThat(runs.get(1).text()).isEqualTo("مرحبا");
    try (var files = Files.list(all.captions(text).directory())) {
      assertThat(files.filter(f -> !f.getFileName().toString().startsWith("Inter"))).isNotEmpty();
    }
  }

  @Test
  void a_file_that_is_no_font_is_passed_over(@TempDir Path broken) throws IOException {
    Files.writeString(broken.resolve("NotoSans-Regular.ttf"), "not a font");
    assertThat(Fonts.open(home, List.of(broken)).missing("مرحبا")).isPresent();
  }

  @Test
  void a_home_that_cannot_be_written_is_said_so(@TempDir Path dir) throws IOException {
    var file = Files.writeString(dir.resolve("file"), "");
    assertThatThrownBy(() -> Fonts.open(file.resolve("fonts"), List.of()))
        .isInstanceOfSatisfying(
            Failed.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.RESOURCES))
        .hasMessageContaining("cannot write fonts");
  }
}
