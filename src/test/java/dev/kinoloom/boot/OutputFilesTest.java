package dev.kinoloom.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinoloom.domain.Invalid;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutputFilesTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "The Internet lies on the seabed|the-internet-lies-on-the-seabed",
        "../../etc/passwd|etc-passwd",
        "'; rm -rf / #|rm-rf",
        "$(id) %n {x} [y]|id-n-x-y",
        "...|video",
        "C:\\a\\b|c-a-b"
      })
  void a_name_is_made_of_letters_and_digits_alone(String title, String name) {
    assertThat(OutputFiles.slug(title)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"𝕏", "海", "नि", "á"})
  void a_name_fits_its_directory_and_no_letter_is_cut_in_half(String letter) {
    var slug = OutputFiles.slug(letter.repeat(300));

    assertThat(("." + slug + "-99.json.part").getBytes(StandardCharsets.UTF_8).length)
        .isLessThanOrEqualTo(255);
    assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(slug)).isTrue();
  }

  @Test
  void what_is_there_already_is_left_alone() throws IOException {
    Files.createFile(directory.resolve("a-film.srt"));

    assertThat(OutputFiles.at(directory.toString()).choose("A film").get(Studio.Part.VIDEO))
        .isEqualTo(directory.resolve("a-film-2.mp4"));
  }

  @Test
  void a_place_that_can_hold_no_file_is_refused_before_anything_is_made() throws IOException {
    var file = Files.createFile(directory.resolve("file"));

    for (var out : new Path[] {file.resolve("film.mp4"), file.resolve("a/b/film.mp4")}) {
      assertThatThrownBy(() -> OutputFiles.at(out.toString()).check())
          .isInstanceOf(Invalid.class)
          .hasMessageContaining(file + " is no directory");
    }
    assertThatThrownBy(() -> OutputFiles.at("/").check()).isInstanceOf(Invalid.class);
    for (var out : new Path[] {file, directory, directory.resolve("new/../other/film.mp4")}) {
      assertThatCode(() -> OutputFiles.at(out.toString()).check()).doesNotThrowAnyException();
    }
  }

  @Test
  void what_ends_in_a_slash_is_a_directory_even_when_it_is_not_there_yet() {
    var video = OutputFiles.at(directory + "/new/").choose("A film").get(Studio.Part.VIDEO);

    assertThat(video).isEqualTo(directory.resolve("new/a-film.mp4"));
  }

  @Test
  void a_name_with_another_ending_is_refused_and_one_without_gets_its_own() {
    assertThatThrownBy(() -> OutputFiles.at(directory + "/film.txt").check())
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("must end in .mp4");
    var plain = OutputFiles.at(directory + "/vol. 2");
    plain.check();
    assertThat(plain.choose("x").get(Studio.Part.SRT)).isEqualTo(directory.resolve("vol. 2.srt"));
  }
}
