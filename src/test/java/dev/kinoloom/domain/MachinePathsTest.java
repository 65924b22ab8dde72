package dev.kinoloom.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MachinePathsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/home/x/.kinoloom/artifacts/6/ab/abcd: No such file or directory|…: No such file or directory",
        "Cannot run program \"/opt/a b\" (in directory \"/tmp/1-2-3\"): error=2|Cannot run program \"… b\" (in directory \"…\"): error=2",
        "no room in ~/.kinoloom/scratch.|no room in ….",
        "is /mnt still mounted?|is … still mounted?",
        "java.nio.file.NoSuchFileException: /data/x|java.nio.file.NoSuchFileException: …",
        "cannot open file:///data/x, or file:/data/y|cannot open …, or …",
        "C:\\Users\\x\\film.mp4 is gone|… is gone"
      })
  void paths_of_a_machine_are_hidden(String text, String hidden) {
    assertThat(MachinePaths.hidden(text)).isEqualTo(hidden);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no voice here is called “x”; flite/rms, espeak/de and “none”",
        "the scene has 12/24 frames and / or no sound",
        "segment-1/segment.mp4 is broken",
        "see http://localhost:8080/openapi.yaml"
      })
  void what_is_none_stays(String text) {
    assertThat(MachinePaths.hidden(text)).isEqualTo(text);
  }

  @Test
  void a_failure_that_names_a_path_keeps_it_for_who_runs_the_service() {
    var failure = new Failed(FailureKind.RESOURCES, "/srv/films is full").failure();

    assertThat(failure)
        .isEqualTo(new Failure(FailureKind.RESOURCES, "… is full", "/srv/films is full"));
    assertThat(new Failed(FailureKind.RESOURCES, "It is full").failure().detail()).isNull();
  }
}
