package dev.kinoloom.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.chaos.Articles;
import dev.kinoloom.chaos.KinoloomProcess;
import dev.kinoloom.codec.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
    try (var make = KinoloomProcess.make(home(), Articles.of(1), "480x270", film)) {
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
    try (var make = KinoloomProcess.make(home(), Articles.of(2), "640x360", film)) {
      var encoder = make.awaitChild("segment.mp4", SECONDS);
      long since = System.nanoTime();
      make.interrupt();
      assertThat(KinoloomProcess.goneAfter(encoder, since)).isLessThan(Duration.ofSeconds(1));
      assertThat(make.awaitEnd(30)).isEqualTo(130);
      assertThat(make.output()).contains("make --resume");
    }
    assertThat(film).doesNotExist();
    assertThat(KinoloomProcess.scratch(home())).isEmpty();
    assertThat(KinoloomProcess.leftRunning(home())).isEmpty();
    try (var again =
        KinoloomProcess.start(home(), null, "make", "--resume", "--out", film.toString())) {
      assertThat(again.awaitEnd(SECONDS)).as(again.output()).isZero();
    }
    assertThat(film).isNotEmptyFile();
  }

  @Test
  void bad_input_is_refused_in_a_line_that_says_what_to_do_and_nothing_is_begun() throws Exception {
    refused(List.of("make", "-"), "", "the text is empty");
    refused(List.of("make", "-", "--seconds", "0"), "--seconds must be 15 to 1800, not 0");
    refused(List.of("make", "-", "--size", "1921x1080"), "--size: both sides must be even");
    refused(List.of("make", "-", "--out", film() + "/x/film.mp4"), "--out cannot be made");
    refused(List.of("make", "-"), "word ".repeat(100_000), "100,000 words; at most 20,000");
    refused(List.of("make", film()), null, "is not UTF-8 text");
    assertThat(directory.resolve("refused")).doesNotExist();
  }

  /** A file that is no text. */
  private String film() throws IOException {
    return Files.write(directory.resolve("film.bin"), new byte[] {(byte) 0xff, 0, 1, (byte) 0xc3})
        .toString();
  }

  @Test
  void a_voice_that_is_not_there_is_refused_with_those_that_are() throws Exception {
    try (var make =
        KinoloomProcess.start(home(), Articles.of(1), "make", "-", "--voice", "no-such-voice")) {
      assertThat(make.awaitEnd(SECONDS)).isEqualTo(2);
      assertThat(make.output()).contains("--voice is not known here; known: auto, none");
    }
  }

  @Test
  void a_variable_that_is_no_setting_is_refused_with_the_one_that_was_meant() throws Exception {
    try (var jobs =
        KinoloomProcess.start(
            directory.resolve("refused"), null, Map.of("KINOLOOM_HTPP_PORT", "1"), "jobs")) {
      assertThat(jobs.awaitEnd(SECONDS)).isEqualTo(2);
      assertThat(jobs.output())
          .contains(
              "the environment variable KINOLOOM_HTPP_PORT is not a setting; did you mean KINOLOOM_HTTP_PORT?");
    }
  }

  private void refused(List<String> arguments, String because) throws Exception {
    refused(arguments, Articles.of(1), because);
  }

  private void refused(List<String> arguments, @Nullable String stdin, String because)
      throws Exception {
    try (var make =
        KinoloomProcess.start(
            directory.resolve("refused"), stdin, arguments.toArray(String[]::new))) {
      int code = make.awaitEnd(SECONDS);
      assertThat(code).as("%s said:%n%s", arguments, make.output()).isEqualTo(2);
      assertThat(make.output()).as("%s", arguments).contains(because);
    }
  }
}
