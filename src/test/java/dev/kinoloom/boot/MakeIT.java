package dev.kinoloom.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.chaos.Articles;
import dev.kinoloom.chaos.KinoloomProcess;
import dev.kinoloom.codec.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The first command of a newcomer, and what happens when it is given nonsense. */
@TestInstance(Lifecycle.PER_CLASS)
class MakeIT {
  private static final int SECONDS = 240;
  @TempDir Path directory;

  private Path home() {
    return directory.resolve("home");
  }

  @Test
  void an_article_becomes_a_video_with_captions_thumbnail_and_metadata() throws Exception {
    var film = directory.resolve("lighthouse.mp4");
    try (var make =
        KinoloomProcess.start(
            home(),
            Articles.of(1),
            "make",
            "-",
            "--seconds",
            "15",
            "--size",
            "480x270",
            "--out",
            film.toString())) {
      assertThat(make.awaitEnd(SECONDS)).as(make.output()).isZero();
      assertThat(make.output()).contains("Composition").contains("100 %").contains(film.toString());
    }
    assertThat(Files.readAllBytes(film))
        .as("an MP4 with its index in front")
        .satisfies(
            bytes ->
                assertThat(new String(bytes, 4, 4, java.nio.charset.StandardCharsets.US_ASCII))
                    .isEqualTo("ftyp"));
    assertThat(Files.readString(directory.resolve("lighthouse.srt"))).contains("-->");
    assertThat(Files.readString(directory.resolve("lighthouse.vtt"))).startsWith("WEBVTT");
    assertThat(directory.resolve("lighthouse.jpg")).isNotEmptyFile();
    var metadata = Json.tree(Files.readString(directory.resolve("lighthouse.json")));
    assertThat(metadata.path("title").asText()).contains("Lighthouse 1");
    assertThat(KinoloomProcess.leftRunning(home())).isEmpty();
  }

  @Test
  void ctrl_c_stops_at_once_and_resume_goes_on() throws Exception {
    var film = directory.resolve("resumed.mp4");
    try (var make =
        KinoloomProcess.start(
            home(),
            Articles.of(2),
            "make",
            "-",
            "--seconds",
            "15",
            "--size",
            "480x270",
            "--out",
            film.toString())) {
      make.await(line -> line.startsWith("Voice"), SECONDS);
      make.interrupt();
      assertThat(make.awaitEnd(30)).isEqualTo(130);
      assertThat(make.output()).contains("make --resume");
    }
    assertThat(film).doesNotExist();
    assertThat(KinoloomProcess.leftRunning(home())).isEmpty();
    try (var again =
        KinoloomProcess.start(home(), null, "make", "--resume", "--out", film.toString())) {
      assertThat(again.awaitEnd(SECONDS)).as(again.output()).isZero();
    }
    assertThat(film).isNotEmptyFile();
  }

  @Test
  void bad_input_is_refused_in_a_line_that_says_what_to_do() throws Exception {
    refused(List.of("make", "-"), "", "text is empty");
    refused(List.of("make", "no-such-file.md"), null, "no-such-file.md");
    refused(
        List.of("make", "-", "--seconds", "0"),
        Articles.of(1),
        "seconds must be 15 to 1800, not 0");
    refused(
        List.of("make", "-", "--seconds", "1000000000"),
        Articles.of(1),
        "seconds must be 15 to 1800");
    refused(List.of("make", "-", "--size", "1921x1080"), Articles.of(1), "size");
    refused(List.of("make", "-", "--size", "16000x9000"), Articles.of(1), "256 to 3840");
    refused(List.of("make", "-", "--style", "no-such-style"), Articles.of(1), "style");
    refused(List.of("make", "-", "--voice", "no-such-voice"), Articles.of(1), "voice");
    refused(List.of("make", "-"), "word ".repeat(25_000), "25,000");
    refused(List.of("make", "The moon"), null, "text");
  }

  private void refused(List<String> arguments, @Nullable String stdin, String because)
      throws Exception {
    try (var make = KinoloomProcess.start(home(), stdin, arguments.toArray(String[]::new))) {
      int code = make.awaitEnd(SECONDS);
      assertThat(code).as("%s said:%n%s", arguments, make.output()).isEqualTo(2);
      assertThat(make.output()).as("%s", arguments).contains(because);
    }
  }
}
