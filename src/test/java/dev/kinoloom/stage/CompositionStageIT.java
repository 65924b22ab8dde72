package dev.kinoloom.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.codec.Json;
import dev.kinoloom.domain.AnyBrief;
import dev.kinoloom.domain.ArtifactRef;
import dev.kinoloom.domain.Brief;
import dev.kinoloom.domain.FrameSize;
import dev.kinoloom.domain.Narration;
import dev.kinoloom.domain.Script;
import dev.kinoloom.domain.Video;
import dev.kinoloom.pipeline.JobView;
import dev.kinoloom.pipeline.TaskId;
import dev.kinoloom.pipeline.TaskPlan;
import dev.kinoloom.pipeline.Work;
import dev.kinoloom.provider.Fonts;
import dev.kinoloom.provider.Inline;
import dev.kinoloom.provider.TestCall;
import dev.kinoloom.provider.ffmpeg.FFmpegComposer;
import dev.kinoloom.provider.ffmpeg.FFmpegSearch;
import dev.kinoloom.provider.ffmpeg.FFmpegSound;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stage with the real FFmpeg, from narrations and pictures to a finished video. */
class CompositionStageIT {
  private static final FrameSize SIZE = new FrameSize(320, 256);
  private static final List<String> SAID =
      List.of("The water cycle never stops.", "It is \"old\": 100 % & <ever> turning.");

  private final Path scratch;
  private final Map<TaskId, String> made = new HashMap<>();
  private final Workbench bench = new Workbench();
  private final CompositionStage stage;
  private long samples;

  CompositionStageIT(@TempDir Path scratch) {
    this.scratch = scratch;
    var ffmpeg = new FFmpegSearch(Path.of("target", "test-tools")).find(null);
    var fonts = Fonts.open(Path.of("target", "test-fonts"));
    var here = new Inline();
    this.stage = new CompositionStage(new FFmpegComposer(ffmpeg, "libx264", 1, fonts, here), here);
  }

  private Brief brief(int crossFadeMillis, String voice) {
    return new AnyBrief()
        .source(bench.keep(scratch, "text/plain"))
        .kind(Brief.Kind.SCRIPT)
        .seconds(15)
        .size(SIZE)
        .voice(voice)
        .language("en")
        .crossFadeMillis(crossFadeMillis)
        .brief();
  }

  private static Script script() {
    return new Script(
        "Water; = \"#1\"",
        "en",
        "offline",
        List.of(
            new Script.Scene(1, Script.Role.HOOK, "Water", SAID.get(0), List.of()),
            new Script.Scene(2, Script.Role.CLOSE, "", SAID.get(1), List.of())));
  }

  private void hand(TaskId task, Object value) {
    made.put(task, Json.encode(value));
  }

  private void given(boolean spoken) throws IOException {
    hand(Artifacts.SCRIPT.part(0), script());
    for (int i = 0; i < SAID.size(); i++) {
      var sound = spoken ? bench.keep(speech(i), "audio/wav") : null;
      long length = spoken ? samples : 96_000;
      hand(
          Artifacts.NARRATION.part(i),
          new Narration(sound, length, List.of(), Narration.Timing.ESTIMATED, "x/y"));
      hand(
          Artifacts.VISUAL.part(i),
          new Artifacts.SceneVisual(
              bench.keep(picture(i), "image/png"), false, 400, 320, "drawn", "title"));
    }
  }

  private Path speech(int i) throws IOException {
    byte[] tone = new byte[48_000 * 2 * 2];
    for (int n = 0; n < tone.length / 2; n++) {
      short value = (short) (6000 * Math.sin(n * (0.05 + 0.02 * i)) * (1 + Math.sin(n / 3000.0)));
      tone[2 * n] = (byte) value;
      tone[2 * n + 1] = (byte) (value >> 8);
    }
    var format = new AudioFormat(48_000, 16, 1, true, false);
    Path raw = scratch.resolve("raw" + i + ".wav");
    try (var sound =
        new AudioInputStream(new ByteArrayInputStream(tone), format, tone.length / 2)) {
      AudioSystem.write(sound, AudioFileFormat.Type.WAVE, raw.toFile());
    }
    var ffmpeg = new FFmpegSearch(Path.of("target", "test-tools")).find(null);
    var polished =
        new FFmpegSound(ffmpeg, new Inline()).polish(raw, new TestCall(scratch)).result();
    samples = polished.samples();
    return polished.wav();
  }

  private Path picture(int i) throws IOException {
    var image = new BufferedImage(400, 320, BufferedImage.TYPE_INT_RGB);
    var g = image.createGraphics();
    g.setColor(i == 0 ? Color.ORANGE : Color.CYAN);
    g.fillRect(50, 50, 200, 120);
    g.dispose();
    Path file = scratch.resolve("picture" + i + ".png");
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  private JobView job(Brief brief) {
    return new JobView(1, brief, made, Json::decode);
  }

  /** Does the tasks of the plan as their needs are met, and answers what part 0 handed over. */
  private Video run(Brief brief) {
    var left = new HashMap<Integer, TaskPlan>();
    stage.plan(job(brief)).forEach(plan -> left.put(plan.part(), plan));
    while (!left.isEmpty()) {
      var ready =
          left.values().stream()
              .filter(plan -> plan.needs().stream().allMatch(made::containsKey))
              .findFirst()
              .orElseThrow();
      left.remove(ready.part());
      var task = new TaskId("composition", ready.part());
      var work = task(task, brief, ready);
      assertThat(Json.hash(stage.fingerprint(work))).hasSize(64);
      var done = stage.run(work);
      if (done.failed()) {
        throw new AssertionError(task + " failed", done.cause());
      }
      hand(task, done.result());
    }
    return Json.decode(String.valueOf(made.get(new TaskId("composition", 0))), Video.class);
  }

  /** Sees of the job no more than the task's needs. */
  private Work task(TaskId task, Brief brief, TaskPlan plan) {
    var seen = new HashMap<TaskId, String>();
    plan.needs().forEach(need -> seen.put(need, String.valueOf(made.get(need))));
    return bench.task(task, 1, new JobView(1, brief, seen, Json::decode), new TestCall(scratch));
  }

  private String text(ArtifactRef file) throws IOException {
    return Files.readString(bench.file(file));
  }

  @Test
  void a_spoken_video_comes_with_captions_thumbnail_and_metadata() throws IOException {
    given(true);
    var video = run(brief(400, "auto"));
    assertThat(video.audioCodec()).isEqualTo("aac");
    assertThat(video.loudnessLufs()).isBetween(-17.0, -15.0);
    assertThat(video.title()).isEqualTo("Water; = \"#1\"");
    assertThat(text(video.srt()))
        .contains("The water cycle never stops.", "It is \"old\":", "100 % & <")
        .contains("00:00:00,");
    assertThat(text(video.vtt())).startsWith("WEBVTT\n").contains("&amp; &lt;ever&gt;");
    var metadata = Json.tree(text(video.metadata()));
    assertThat(metadata.get("scenes")).hasSize(2);
    assertThat(metadata.get("frames").asInt()).isEqualTo(video.frames());
    assertThat(metadata.get("scenes").get(1).get("startMillis").asInt()).isPositive();
    assertThat(Files.readAllBytes(bench.file(video.thumbnail()))).startsWith(0xff, 0xd8);
  }

  @Test
  void a_video_that_is_silent_by_wish_has_captions_and_no_sound() throws IOException {
    given(false);
    var video = run(brief(0, "none"));
    assertThat(video.audioCodec()).isNull();
    assertThat(video.frames()).isEqualTo(2 * 75);
    assertThat(text(video.vtt())).contains("never stops.");
  }

  @Test
  void a_segment_that_another_encoder_made_is_made_again_before_it_is_joined() throws IOException {
    given(false);
    var brief = brief(300, "none");
    int frames = run(brief).frames();
    hand(
        Artifacts.SEGMENT.part(3),
        new Artifacts.Segment(bench.keep(picture(1), "video/mp4"), 7, "ffmpeg of yesterday"));
    var film = stage.plan(job(brief)).get(0);

    var again = stage.run(task(new TaskId("composition", 0), brief, film));

    assertThat(again.cause()).isNull();
    assertThat(again.result()).isInstanceOf(Video.class);
    assertThat(((Video) again.result()).frames()).isEqualTo(frames);
  }

  @Test
  void nothing_is_planned_before_the_script_is_there() {
    assertThat(stage.plan(job(brief(0, "auto")))).isEmpty();
  }

  @Test
  void a_segment_waits_for_its_own_scene_only_and_with_cross_fades_for_the_one_before()
      throws IOException {
    given(false);
    assertThat(stage.plan(job(brief(0, "none"))).get(3).needs())
        .containsExactly(
            Artifacts.SCRIPT.part(0), Artifacts.NARRATION.part(1), Artifacts.VISUAL.part(1));
    assertThat(stage.plan(job(brief(300, "none"))).get(3).needs())
        .contains(Artifacts.NARRATION.part(0), Artifacts.VISUAL.part(0));
  }

  @Test
  void another_scenes_words_change_no_segment_but_its_own() throws IOException {
    given(false);
    var brief = brief(0, "none");
    var before = segmentHashes(brief);
    hand(
        Artifacts.NARRATION.part(1),
        new Narration(null, 99_000, List.of(), Narration.Timing.ESTIMATED, "x/y"));
    var after = segmentHashes(brief);
    assertThat(after.get(0)).isEqualTo(before.get(0));
    assertThat(after.get(1)).isNotEqualTo(before.get(1));
  }

  private List<String> segmentHashes(Brief brief) {
    return stage.plan(job(brief)).stream()
        .filter(plan -> plan.part() >= 2)
        .map(plan -> task(new TaskId("composition", plan.part()), brief, plan))
        .map(work -> Json.hash(stage.fingerprint(work)))
        .toList();
  }
}
