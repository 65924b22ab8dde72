package dev.kinoloom.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinoloom.codec.Json;
import dev.kinoloom.domain.AnyBrief;
import dev.kinoloom.domain.Brief;
import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.FrameSize;
import dev.kinoloom.domain.PaidCall.Known;
import dev.kinoloom.domain.Script;
import dev.kinoloom.domain.Script.Role;
import dev.kinoloom.domain.Script.Scene;
import dev.kinoloom.pipeline.JobView;
import dev.kinoloom.pipeline.LookAgain;
import dev.kinoloom.pipeline.TaskId;
import dev.kinoloom.pipeline.Work;
import dev.kinoloom.provider.Blocking;
import dev.kinoloom.provider.Call;
import dev.kinoloom.provider.ClipProvider.Done;
import dev.kinoloom.provider.ClipProvider.NotBooked;
import dev.kinoloom.provider.ImageProvider;
import dev.kinoloom.provider.Inline;
import dev.kinoloom.provider.ProviderException;
import dev.kinoloom.provider.TestCall;
import dev.kinoloom.stage.Artifacts.SceneVisual;
import io.vertx.core.Future;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VisualsStageTest {
  private static final FrameSize FRAME = new FrameSize(320, 256);
  private static final Blocking HERE = new Inline();

  @TempDir Path dir = Path.of(".");
  private final Workbench bench = new Workbench();
  private List<Brief.OwnMedia> media = List.of();
  private int attempt = 1;
  private int clipped;
  private int part;

  @Test
  void there_is_a_task_for_each_scene_once_there_is_a_script() {
    var stage = new VisualsStage(List.of(drawn()), HERE);
    var plans = stage.plan(view());
    assertThat(plans).hasSize(2);
    assertThat(plans.get(1).needs()).containsExactly(new TaskId("script", 0));
    assertThat(stage.plan(new JobView(1, brief(), Map.of(), Json::decode))).isEmpty();
  }

  @Test
  void an_own_picture_for_a_scene_that_does_not_exist_is_told_and_not_ignored() {
    media =
        List.of(new Brief.OwnMedia(7, bench.keep(picture("late.png", 40, 40, false), "image/png")));
    var stage = new VisualsStage(List.of(drawn()), HERE);
    assertThatThrownBy(() -> run(stage))
        .isInstanceOfSatisfying(
            Failed.class, f -> assertThat(f.kind()).isEqualTo(FailureKind.VALIDATION))
        .hasMessage(
            "an own picture or clip is given for scene 7, but the video has 2 scenes:"
                + " give it for one of these");
    assertThat(bench.asked()).isEmpty();
  }

  @Test
  void the_first_provider_that_can_gives_the_picture() {
    var visual = run(new VisualsStage(List.of(provider("remote", 368, 296), drawn()), HERE));
    assertThat(visual.provider()).isEqualTo("remote");
    assertThat(visual.clip()).isFalse();
    assertThat(visual.file().mediaType()).isEqualTo("image/png");
    assertThat(bench.asked()).containsExactly("remote");
  }

  @Test
  void a_picture_of_another_size_is_made_to_cover_the_sheet() throws IOException {
    var visual = run(new VisualsStage(List.of(provider("remote", 512, 512), drawn()), HERE));
    assertThat(visual.width()).isEqualTo(368);
    assertThat(visual.height()).isEqualTo(296);
    var image = ImageIO.read(bench.file(visual.file()).toFile());
    assertThat(image.getWidth()).isEqualTo(368);
    assertThat(image.getHeight()).isEqualTo(296);
  }

  @Test
  void a_provider_that_fails_for_good_is_replaced_and_the_visual_says_so() {
    var stage =
        new VisualsStage(List.of(failing("remote", FailureKind.CREDENTIALS), drawn()), HERE);
    assertThat(run(stage).provider()).isEqualTo("drawn for remote");
    assertThat(bench.asked()).containsExactly("remote", "drawn");
  }

  @Test
  void a_failure_that_may_pass_is_tried_again_and_replaced_at_the_last_attempt() {
    var stage =
        new VisualsStage(List.of(failing("remote", FailureKind.RATE_LIMITED), drawn()), HERE);
    assertThatThrownBy(() -> run(stage)).hasMessageContaining("remote failed");
    attempt = stage.spec().retries().most();
    assertThat(run(stage).provider()).isEqualTo("drawn for remote");
  }

  @Test
  void a_flat_picture_is_replaced() {
    var flat = new Given("remote", 368, 296, true);
    assertThat(run(new VisualsStage(List.of(flat, drawn()), HERE)).provider())
        .isEqualTo("drawn for remote");
  }

  @Test
  void when_the_last_provider_fails_so_does_the_task() {
    var stage = new VisualsStage(List.of(failing("drawn", FailureKind.RESOURCES)), HERE);
    assertThatThrownBy(() -> run(stage))
        .isInstanceOfSatisfying(
            Failed.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.RESOURCES));
  }

  @Test
  void an_own_picture_takes_the_place_of_a_drawn_one() {
    own(picture("own.png", 500, 300, false));
    var visual = run(new VisualsStage(List.of(drawn()), HERE));
    assertThat(visual.provider()).isEqualTo("own");
    assertThat(visual.layout()).isEqualTo("own-picture");
    assertThat(visual.width()).isEqualTo(368);
    assertThat(bench.asked()).isEmpty();
  }

  @Test
  void an_own_clip_passes_as_it_is() throws IOException {
    var clip = dir.resolve("own.mp4");
    Files.write(clip, new byte[] {0, 0, 0, 24, 'f', 't', 'y', 'p', 'i', 's', 'o', 'm', 0, 0});
    own(clip);
    var visual = run(new VisualsStage(List.of(drawn()), HERE));
    assertThat(visual.clip()).isTrue();
    assertThat(visual.file()).isEqualTo(media.get(0).file());
  }

  @Test
  void an_own_file_that_cannot_be_shown_is_replaced_and_the_visual_says_so() throws IOException {
    own(Files.writeString(dir.resolve("own.txt"), "#!/bin/sh"));
    assertThat(run(new VisualsStage(List.of(drawn()), HERE)).provider()).isEqualTo("drawn for own");
  }

  @Test
  void the_fingerprint_changes_with_what_is_shown_and_with_nothing_else() {
    var stage = new VisualsStage(List.of(drawn()), HERE);
    var first = Json.encode(stage.fingerprint(work()));
    assertThat(Json.encode(stage.fingerprint(work()))).isEqualTo(first);
    own(picture("own.png", 500, 300, false));
    assertThat(Json.encode(stage.fingerprint(work()))).isNotEqualTo(first);
  }

  private VisualsStage filming(FakeClips clips) {
    var patience =
        new ClipPatience(
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1));
    return new VisualsStage(
        List.of(drawn()), new GeneratedClip(clips, (file, type, c) -> file, HERE, patience), HERE);
  }

  @Test
  void as_many_scenes_as_are_wished_show_a_generated_clip_and_the_others_a_picture() {
    clipped = 1;
    var clips = new FakeClips().looks(new Done(URI.create("https://files/1.mp4"), null));
    var stage = filming(clips);

    assertThat(stage.run(work()).result()).as("asked for").isInstanceOf(LookAgain.class);
    assertThat(run(stage).clip()).isTrue();

    part = 1;
    assertThat(run(stage).provider()).isEqualTo("drawn");
    assertThat(clips.asked()).filteredOn(ask -> ask.startsWith("create")).hasSize(1);
  }

  @Test
  void a_clip_that_cannot_be_had_is_replaced_by_a_picture_that_says_so() {
    clipped = 1;
    var refusing = new FakeClips().sends(new NotBooked("not that", Duration.ZERO, true));
    assertThat(run(filming(refusing)).provider()).isEqualTo("drawn for film");

    assertThat(run(new VisualsStage(List.of(drawn()), HERE)).provider())
        .as("no provider on this node")
        .isEqualTo("drawn for clips");
  }

  @Test
  void a_clip_that_nobody_waits_for_any_longer_is_ended_there_and_replaced() {
    clipped = 1;
    bench.paid().stands(Known.HANDLE, "h1");
    bench.waited(Duration.ofHours(1));
    var clips = new FakeClips();

    assertThat(run(filming(clips)).provider()).isEqualTo("drawn for film");

    assertThat(clips.asked()).containsExactly("cancel h1");
  }

  @Test
  void a_stage_that_is_stopped_ends_its_clip_there() {
    clipped = 1;
    bench.paid().stands(Known.HANDLE, "h1");
    var clips = new FakeClips();

    assertThat(filming(clips).stop(work()).succeeded()).isTrue();

    assertThat(clips.asked()).containsExactly("cancel h1");
    assertThat(bench.paid().notes()).containsExactly("1 VOID cancelled there");
  }

  @Test
  void who_wishes_no_clips_has_the_fingerprint_of_before_and_who_does_has_another() {
    var without = Json.encode(filming(new FakeClips()).fingerprint(work()));
    assertThat(without)
        .isEqualTo(Json.encode(new VisualsStage(List.of(drawn()), HERE).fingerprint(work())))
        .doesNotContain("clip");

    clipped = 1;
    assertThat(Json.encode(filming(new FakeClips()).fingerprint(work()))).contains("film", "m1");
  }

  private SceneVisual run(VisualsStage stage) {
    try {
      return (SceneVisual)
          stage.run(work()).toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (java.util.concurrent.ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e);
    } catch (InterruptedException | java.util.concurrent.TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  private void own(Path file) {
    media = List.of(new Brief.OwnMedia(1, bench.keep(file, "application/octet-stream")));
  }

  private Path picture(String name, int width, int height, boolean flat) {
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    var g = image.createGraphics();
    g.setColor(Color.ORANGE);
    g.fillRect(0, 0, flat ? width : width / 2, height);
    g.dispose();
    var file = dir.resolve(name);
    try {
      ImageIO.write(image, "png", file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  private ImageProvider drawn() {
    return provider("drawn", 368, 296);
  }

  private ImageProvider provider(String id, int width, int height) {
    return new Given(id, width, height, false);
  }

  private final class Given implements ImageProvider {
    private final String id;
    private final int width;
    private final int height;
    private final boolean flat;

    Given(String id, int width, int height, boolean flat) {
      this.id = id;
      this.width = width;
      this.height = height;
      this.flat = flat;
    }

    @Override
    public String id() {
      return id;
    }

    @Override
    public Future<Picture> picture(Request request, Call call) {
      return Future.succeededFuture(
          new Picture(
              VisualsStageTest.this.picture(id + ".png", width, height, flat),
              width,
              height,
              "statement"));
    }
  }

  private static ImageProvider failing(String id, FailureKind kind) {
    return new ImageProvider() {
      @Override
      public String id() {
        return id;
      }

      @Override
      public Future<Picture> picture(Request request, Call call) {
        return Future.failedFuture(new ProviderException(id, kind, id + " failed"));
      }
    };
  }

  private Brief brief() {
    var any = new AnyBrief().size(FRAME).media(media);
    return (clipped > 0 ? any.clips(clipped) : any).brief();
  }

  private JobView view() {
    var script =
        new Script(
            "T",
            "en",
            "x",
            List.of(
                new Scene(1, Role.HOOK, "H", "Said.", List.of()),
                new Scene(2, Role.CLOSE, "C", "Said too.", List.of())));
    return new JobView(
        1, brief(), Map.of(Artifacts.SCRIPT.part(0), Json.encode(script)), Json::decode);
  }

  private Work work() {
    return bench.task(new TaskId("visuals", part), attempt, view(), new TestCall(dir));
  }
}
