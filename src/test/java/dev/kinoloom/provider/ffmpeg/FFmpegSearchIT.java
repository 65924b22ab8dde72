package dev.kinoloom.provider.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.provider.ProviderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FFmpegSearchIT {
  private final Path home;

  FFmpegSearchIT(@TempDir Path home) {
    this.home = home;
  }

  private Path script(String name, String text) throws IOException {
    Path file = Files.writeString(home.resolve(name), "#!/bin/sh\n" + text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void the_one_that_comes_with_us_is_unpacked_once_and_can_do_all_that_films_need()
      throws IOException {
    var search = new FFmpegSearch(home.resolve("tools"), Optional.empty());
    var found = search.find(null);
    var unpacked = Files.getLastModifiedTime(found.program());
    assertThat(found.source()).isEqualTo(FFmpeg.Source.EMBEDDED);
    assertThat(found.capabilities().missing()).isEmpty();
    assertThat(search.find(null)).isEqualTo(found);
    assertThat(Files.getLastModifiedTime(found.program())).isEqualTo(unpacked);
    try (var files = Files.list(home.resolve("tools"))) {
      assertThat(files).containsExactly(found.program());
    }
  }

  @Test
  void a_program_that_was_cut_short_is_unpacked_again() throws IOException {
    var search = new FFmpegSearch(home.resolve("tools"), Optional.empty());
    Path program = search.find(null).program();
    Files.writeString(program, "half");
    assertThat(search.find(null).capabilities().version()).startsWith("4.4");
  }

  @Test
  void an_old_one_on_PATH_is_passed_over() throws IOException {
    var old = script("ffmpeg", "echo 'ffmpeg version 4.1 Copyright'");
    var found = new FFmpegSearch(home.resolve("tools"), Optional.of(old)).find(null);
    assertThat(found.source()).isEqualTo(FFmpeg.Source.EMBEDDED);
  }

  @Test
  void a_new_and_full_one_on_PATH_is_taken() throws IOException {
    var real = Tools.FFMPEG.program().toAbsolutePath();
    var fresh =
        script(
            "ffmpeg",
            "[ \"$2\" = -version ] && echo 'ffmpeg version 7.1 x' || exec " + real + " \"$@\"");
    var found = new FFmpegSearch(home.resolve("tools"), Optional.of(fresh)).find(null);
    assertThat(found.source()).isEqualTo(FFmpeg.Source.PATH);
    assertThat(found.program()).isEqualTo(fresh);
  }

  @Test
  void one_that_was_set_and_is_none_is_refused_by_name() throws IOException {
    var none = script("other", "echo hello");
    var search = new FFmpegSearch(home.resolve("tools"), Optional.empty());
    assertThatThrownBy(() -> search.find(none))
        .isInstanceOfSatisfying(
            ProviderException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.UNSUPPORTED))
        .hasMessageContaining(none.toString())
        .hasMessageContaining("providers.ffmpeg.program");
  }
}
