package dev.kinoloom.boot;

import static dev.kinoloom.boot.UnreliableFFmpeg.CUTS_SHORT;
import static dev.kinoloom.boot.UnreliableFFmpeg.DIES;
import static dev.kinoloom.boot.UnreliableFFmpeg.FINDS_DISK_FULL;
import static dev.kinoloom.boot.UnreliableFFmpeg.HANGS;
import static dev.kinoloom.boot.UnreliableFFmpeg.MISSES_A_FILE;
import static dev.kinoloom.boot.UnreliableFFmpeg.PRINTS_GARBAGE;
import static dev.kinoloom.boot.UnreliableFFmpeg.WELL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.chaos.Articles;
import dev.kinoloom.chaos.KinoloomProcess;
import dev.kinoloom.codec.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The packaged service among enemies: what it is sent, the FFmpeg that it runs, the voice that
 * speaks for it. What is wrong is said precisely, nothing half-made is called finished, and nothing
 * is left lying or running.
 */
@TestInstance(Lifecycle.PER_CLASS)
class HostileIT {
  private static final String NASTY =
      "'; rm -rf / #$(reboot) `id` %n%s %{eif:1} \\ \" , [in];drawtext=text='x' ../../etc/passwd {\\an8}";
  private static final List<String> WORDS =
      List.of(
          "The first scene has nothing odd in it.",
          "Filters: [0:v];drawtext=text='owned':fontfile=/etc/passwd[out]; are only words here.",
          "Shells: $(rm -rf ~) && touch owned | cat; are only words here.",
          "Formats: %{eif:1} %n%s%x and 100% are only words here.",
          "Overrides: {\\an8\\p1} {\\fs200}big\\Nline\\h are only words here.",
          "Markup: <stdio.h> <script a --> b and &unknown; are only words here.",
          "Quotes: \"double\" 'single' “curly” \\ back\\\\slash : colon = equals; are only words.",
          "Marks: Zürich, á, ṇ̃, Ελλάδα and Москва are only words here.",
          "Paths: ../../etc/passwd and C:\\Windows are only words here.",
          "The last scene says that this is the end.");
  private static final Map<String, Object> SMALL = Map.of("size", "256x256", "fps", 24);

  private final Path directory;
  private final UnreliableFFmpeg ffmpeg;
  private final RunningService service;

  HostileIT(@TempDir Path directory) throws IOException, InterruptedException {
    this.directory = directory;
    ffmpeg = new UnreliableFFmpeg(directory);
    var home = Files.createDirectory(directory.resolve("home"));
    Files.writeString(
        home.resolve("kinoloom.yaml"),
        """
        http: {port: 0}
        management: {port: 0}
        providers:
          ffmpeg: {program: '%s', quietMost: 3s}
        """
            .formatted(ffmpeg.program()));
    var path = SilentEspeak.in(directory) + ":" + System.getenv("PATH");
    service = new RunningService(home, Map.of("PATH", path));
  }

  @AfterAll
  void close() throws IOException {
    service.close();
    assertThat(KinoloomProcess.scratch(service.home)).isEmpty();
    assertThat(KinoloomProcess.leftRunning(service.home)).isEmpty();
  }

  static Stream<BadRequest> bad() {
    return BadRequest.all(NASTY);
  }

  @ParameterizedTest
  @MethodSource("bad")
  void what_cannot_be_is_refused_by_field_and_rule_and_changes_nothing(BadRequest bad)
      throws Exception {
    var before = List.of(service.jobs(), artifacts());

    var answer = service.generate(bad.body());

    assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 422);
    assertThat(Json.tree(answer.body()).path("detail").asText()).contains(bad.words());
    assertThat(List.of(service.jobs(), artifacts())).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/videos/../../../etc/passwd",
        "/api/videos/%2e%2e%2f%2e%2e%2fetc%2fpasswd/download",
        "/api/videos/1%27%3B--/status",
        "/api/videos/99999999999999999999/status"
      })
  void what_is_not_there_is_not_found(String path) throws Exception {
    assertThat(service.get(path).statusCode()).isEqualTo(404);
  }

  /**
   * One film: its scenes meet an FFmpeg that dies, hangs, prints garbage and cuts files short, and
   * get over it; joining them fails in four ways, the last of which is a full disk. Asked again,
   * what was made is kept, and the film comes out with every word as it was written.
   */
  @Test
  void ffmpeg_in_trouble_is_named_and_survived_and_hostile_words_stay_words() throws Exception {
    ffmpeg.misbehave(
        "segment.mp4", WELL, WELL, WELL, WELL, DIES, WELL, HANGS, PRINTS_GARBAGE, WELL, CUTS_SHORT);
    ffmpeg.misbehave("video.mp4", MISSES_A_FILE, PRINTS_GARBAGE, CUTS_SHORT, FINDS_DISK_FULL);
    var wish = wish(String.join("\n\n", WORDS), "script", "freetts");
    wish.put("title", NASTY);
    wish.put("options", Map.of("size", "256x256", "fps", 24, "audience", NASTY, "goal", NASTY));
    var header = NASTY.replace("\n", " ");

    var answer =
        service.generate(Json.encode(wish), "Idempotency-Key", header, "X-Correlation-Id", header);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    assertThat(answer.headers().firstValue("X-Correlation-Id").orElse("")).matches("[0-9a-f-]{36}");
    long failed = Json.tree(answer.body()).path("jobId").asLong();

    var events = service.events(failed);
    assertThat(events)
        .contains("ffmpeg was ended by signal 11")
        .contains("ffmpeg took too long and was ended")
        .contains("FFmpeg wrote 0 frames of a scene instead of")
        .contains("FFmpeg ended well but wrote a broken segment.mp4")
        .contains("FFmpeg ended well but wrote a broken video.mp4")
        .contains("ffmpeg failed with exit code 1; who runs the service can see what it said")
        .doesNotContain(directory.toString())
        .contains("event: failed")
        .doesNotContain("event: done");
    var status = service.status(failed);
    assertThat(status.path("error").path("kind").asText()).isEqualTo("RESOURCES");
    assertThat(status.path("error").path("message").asText()).contains("disk is full: make room");
    assertThat(status.toString()).doesNotContain(directory.toString());
    service.process.await(line -> line.contains("/gone.mp4: gone"), 10);
    command(0, "/gone.mp4: gone", "jobs", "show", Long.toString(failed), "--history");
    assertNothingOf(failed);

    wish.put("options", Map.of("size", "256x256", "fps", 24));
    long made = service.accepted(wish);
    assertThat(service.events(made)).contains("event: done");
    assertThatFilmHoldsTheWords(made);
  }

  private void assertThatFilmHoldsTheWords(long job) throws Exception {
    var film = directory.resolve("film.mp4");
    var download = service.download(job, film);
    assertThat(download.headers().firstValue("Content-Disposition").orElse(""))
        .matches("attachment; filename=\"[\\w-]+\\.mp4\"; filename\\*=UTF-8''[\\w.%-]+");
    var vtt = service.get("/api/videos/%d/download?part=vtt".formatted(job)).body();
    var srt = service.get("/api/videos/%d/download?part=srt".formatted(job)).body();
    var written = String.join("", WORDS).replaceAll("\\s", "");
    assertThat(CaptionText.ofVtt(vtt)).isEqualTo(written);
    assertThat(CaptionText.ofSrt(srt)).isEqualTo(written);
    var metadata = service.get("/api/videos/%d/download?part=metadata".formatted(job)).body();
    assertThat(Json.tree(metadata).path("scenes").findValuesAsText("narration")).isEqualTo(WORDS);

    // an obeyed \an8 would move the caption to the top, an obeyed \p1 would draw nothing
    long brightBelow =
        FilmLook.brightPixels(
            ffmpeg.real(), film, CaptionText.middleOf(vtt, "{\\an8\\p1}"), 256, 200, 250);
    assertThat(brightBelow).isGreaterThan(150);
  }

  @Test
  void a_voice_that_is_silent_is_named_after_every_try_and_no_film_is_made_of_it()
      throws Exception {
    long job =
        service.accepted(wish("Der Leuchtturm steht auf einem Felsen im Meer.", "script", "auto"));

    assertThat(service.events(job)).contains("event: failed").doesNotContain("event: done");
    assertThat(service.status(job).path("error").path("message").asText())
        .contains("the voice is silent")
        .contains("choose another voice");
    assertNothingOf(job);
  }

  @Test
  void a_language_that_nobody_speaks_says_what_to_install() throws Exception {
    long job = service.accepted(wish(CHINESE, "script", "auto"));

    assertThat(service.events(job)).contains("event: failed");
    assertThat(service.status(job).path("error").path("message").asText())
        .contains("No voice on this machine speaks Chinese (zh): install espeak-ng")
        .contains("ask for the voice “none”");
  }

  private static final String CHINESE = "海底的电缆连接着世界。互联网的数据在光中传播。";
  private static final String ARABIC = "تقف المنارة على صخرة في البحر. ضوؤها يرى من بعيد.";

  /** Which of the two happens depends on the fonts of the machine; either must be done well. */
  @ParameterizedTest
  @ValueSource(strings = {CHINESE, ARABIC})
  void a_writing_is_drawn_or_it_is_said_which_font_to_install(String text) throws Exception {
    long job = service.accepted(wish(text, "script", "none"));

    var events = service.events(job);

    if (events.contains("event: done")) {
      var vtt = service.get("/api/videos/%d/download?part=vtt".formatted(job)).body();
      assertThat(CaptionText.ofVtt(vtt)).isEqualTo(text.replaceAll("\\s", ""));
    } else {
      assertThat(service.status(job).path("error").path("message").asText())
          .startsWith("No font here can draw")
          .contains("install fonts-noto");
      assertNothingOf(job);
    }
  }

  @Test
  void commands_through_the_service_say_what_is_wrong_in_words_of_the_command_line()
      throws Exception {
    command(1, "There is no job 4711; 'kinoloom jobs' lists what there is.", "jobs", "4711");
    command(1, "There is no job 4711", "jobs", "cancel", "4711");
    command(1, "'kinoloom jobs dead' lists what there is.", "jobs", "replay", "4711");
    command(1, "'kinoloom keys' lists what there is.", "keys", "queue", "4711");
    command(2, "--voice is not known here; known: auto, none", "make", "-", "--voice", "nobody");
    command(
        2,
        "--media is none of the kinds that are taken",
        "make",
        "-",
        "--media",
        "1=" + ffmpeg.program());
  }

  private void command(int code, String words, String... arguments) throws Exception {
    try (var command = KinoloomProcess.start(service.home, Articles.of(1), arguments)) {
      assertThat(command.awaitEnd(60)).as(String.join(" ", arguments)).isEqualTo(code);
      assertThat(command.output()).contains(words);
    }
  }

  @Test
  void cancel_ends_a_real_encode_within_a_second_and_leaves_nothing() throws Exception {
    var wish = wish(Articles.of(1), "article", "none");
    wish.put("options", Map.of("size", "1920x1080"));
    long job = service.accepted(wish);
    var encoder = service.process.awaitChild("segment.mp4", 60);

    var answer = service.post("/api/videos/%d/cancel".formatted(job));
    long since = System.nanoTime();

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    assertThat(KinoloomProcess.goneAfter(encoder, since)).isLessThan(Duration.ofSeconds(1));
    assertThat(service.events(job)).contains("VideoGenerationCancelled").endsWith("\n");
    assertThat(service.status(job).path("status").asText()).isEqualTo("cancelled");
    assertNothingOf(job);
    assertThat(service.post("/api/videos/%d/cancel".formatted(job)).statusCode()).isEqualTo(202);
  }

  private static Map<String, Object> wish(String text, String kind, String voice) {
    var wish = new HashMap<String, Object>();
    wish.put("brief", text);
    wish.put("kind", kind);
    wish.put("seconds", 15);
    wish.put("voiceId", voice);
    wish.put("options", SMALL);
    return wish;
  }

  /** No video, no file in the making, no child. */
  private void assertNothingOf(long job) throws Exception {
    var status = service.status(job);
    assertThat(status.hasNonNull("video")).isFalse();
    assertThat(status.hasNonNull("videoUrl")).isFalse();
    assertThat(service.get("/api/videos/%d/download".formatted(job)).statusCode()).isEqualTo(409);
    assertThat(service.process.children("segment.mp4")).isEmpty();
    assertThat(service.process.children("sleep")).isEmpty();
    assertThat(KinoloomProcess.scratch(service.home)).isEmpty();
    assertThat(artifacts()).noneMatch(file -> file.contains("incoming"));
  }

  private List<String> artifacts() throws IOException {
    try (var files = Files.walk(service.home.resolve("artifacts"))) {
      return files.filter(Files::isRegularFile).map(Path::toString).sorted().toList();
    }
  }
}
