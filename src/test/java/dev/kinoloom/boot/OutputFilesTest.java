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

    assertThat(OutputFiles.choose(directory, "A film").get(Studio.Part.VIDEO))
        .isEqualTo(directory.resolve("a-film-2.mp4"));
  }

  @Test
  void a_place_that_can_hold_no_file_is_refused_before_anything_is_made() throws IOException {
    var file = Files.createFile(directory.resolve("file"));

    for (var out : new Path[] {file.resolve("film.mp4"), file.resolve("a/b/film.mp4")}) {
      assertThatThrownBy(() -> OutputFiles.check(out))
          .isInstanceOf(Invalid.class)
          .hasMessageContaining(file + " is no directory");
    }
    assertThatThrownBy(() -> OutputFiles.check(Path.of("/"))).isInstanceOf(Invalid.class);
    for (var out : new Path[] {file, directory, directory.resolve("new/../other/film.mp4")}) {
      assertThatCode(() -> OutputFiles.check(out)).doesNotThrowAnyException();
    }
  }
}
