package dev.kinoloom.provider.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinoloom.domain.Brief.Captions;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.FrameSize;
import dev.kinoloom.provider.Composer.SegmentOrder;
import dev.kinoloom.provider.Composer.Shot;
import dev.kinoloom.provider.ProviderException;
import dev.kinoloom.provider.TestCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** FFmpeg that dies, hangs, prints garbage, is stopped, or finds no room. */
class FFmpegTroubleIT {
  private final Path scratch;
  private final Footage footage;

  FFmpegTroubleIT(@TempDir Path scratch) {
    this.scratch = scratch;
    this.footage = new Footage(scratch);
  }

  private FFmpegComposer fake(String script, Duration quietMost) throws IOException {
    Path program = Files.writeString(scratch.resolve("fake"), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    var ffmpeg =
        new FFmpeg(program.toAbsolutePath(), FFmpeg.Source.SETTING, Tools.FFMPEG.capabilities());
    return new FFmpegComposer(
        ffmpeg.quietFor(quietMost), new Encoding("libx264", 1), Footage.FONTS, Tools::here);
  }

  private SegmentOrder order(int frames) {
    var shot = Footage.shot(footage.picture("p.png"), 0, frames);
    return Footage.order(shot, Captions.NONE, List.of());
  }

  private void expectFailure(FFmpegComposer composer, FailureKind kind) throws IOException {
    var order = order(30);
    assertThatThrownBy(() -> Tools.done(composer.segment(order, footage.call)))
        .isInstanceOfSatisfying(ProviderException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    assertThat(footage.leftovers()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "exit 1 | BAD_OUTPUT",
        "echo 'Conversion failed!' >&2; exit 69 | BAD_OUTPUT",
        "kill -SEGV $$ | BAD_OUTPUT",
        "kill -KILL $$ | RESOURCES",
        "echo 'x: No space left on device' >&2; exit 1 | RESOURCES",
        "echo 'x: No space left on device' >&2; exit 0 | RESOURCES",
        "echo 'malloc: Cannot allocate memory' >&2; exit 1 | RESOURCES",
        "exit 0 | BAD_OUTPUT",
        "echo frame=30; exit 0 | BAD_OUTPUT",
        "head -c 3000000 /dev/urandom; head -c 3000000 /dev/urandom >&2; exit 0 | BAD_OUTPUT",
        "i=0; while [ $i -lt 5000 ]; do echo frame=99999999999999999999; i=$((i+1)); done | BAD_OUTPUT"
      })
  void death_and_garbage_have_a_class_and_leave_nothing(String script, FailureKind kind)
      throws IOException {
    expectFailure(fake(script, Duration.ofSeconds(20)), kind);
  }

  @Test
  void one_that_hangs_is_ended() throws IOException {
    long start = System.nanoTime();
    expectFailure(fake("echo frame=1; sleep 600", Duration.ofMillis(1500)), FailureKind.TIMEOUT);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
  }

  @Test
  void cancel_ends_the_real_one_within_a_second_and_leaves_neither_file_nor_child()
      throws Exception {
    var running = new CountDownLatch(1);
    var call = new TestCall(scratch);
    var long1080 =
        new SegmentOrder(
            new Shot(footage.picture("p.png"), false, 400, 320, 0, 20_000),
            null,
            0,
            false,
            new FrameSize(1920, 1080),
            30,
            Captions.NONE,
            List.of());
    var composer = Footage.composer(Tools.FFMPEG);
    var ending = CompletableFuture.supplyAsync(() -> composer.segment(long1080, call).cause());
    awaitChild(running);
    long start = System.nanoTime();
    call.stop();
    var cause = ending.get(20, TimeUnit.SECONDS);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    assertThat(cause)
        .isInstanceOfSatisfying(
            ProviderException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.UNAVAILABLE));
    assertThat(footage.leftovers()).isEmpty();
    assertThat(children()).isZero();
  }

  private static long children() {
    return ProcessHandle.current()
        .descendants()
        .filter(child -> child.info().command().orElse("").contains("ffmpeg"))
        .count();
  }

  private static void awaitChild(CountDownLatch never) throws InterruptedException {
    for (int i = 0; i < 400 && children() == 0; i++) {
      // nothing signals a child's start to somebody who isn't its parent: look again soon
      assertThat(never.await(25, TimeUnit.MILLISECONDS)).isFalse();
    }
    assertThat(children()).isPositive();
  }

  /** The real one, and the kernel's own full disk: what is written to /dev/full finds no room. */
  @Test
  void a_full_disk_is_a_matter_of_the_machine_and_leaves_nothing() throws Exception {
    var composer =
        fake(
            "for out; do :; done; ln -sf /dev/full \"$out\"; exec '%s' \"$@\""
                .formatted(Tools.FFMPEG.program()),
            Duration.ofSeconds(20));
    var order = order(30);
    assertThatThrownBy(() -> Tools.done(composer.segment(order, footage.call)))
        .isInstanceOfSatisfying(
            ProviderException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.RESOURCES))
        .hasMessageContaining("make room");
    assertThat(footage.leftovers()).isEmpty();
  }

  @Test
  void a_file_that_is_cut_short_is_not_kept_although_ffmpeg_ended_well() throws IOException {
    var composer =
        fake(
            "for out; do :; done; '%s' \"$@\"; head -c 1500 \"$out\" > half; mv half \"$out\""
                .formatted(Tools.FFMPEG.program()),
            Duration.ofSeconds(20));
    var order = order(30);
    assertThatThrownBy(() -> Tools.done(composer.segment(order, footage.call)))
        .isInstanceOfSatisfying(
            ProviderException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.BAD_OUTPUT))
        .hasMessageContaining("broken segment.mp4");
    assertThat(footage.leftovers()).isEmpty();
  }

  @Test
  void a_play_list_that_names_files_of_this_machine_is_no_clip() throws IOException {
    Path list =
        Files.writeString(
            scratch.resolve("clip.mp4"),
            "ffconcat version 1.0\nfile '" + footage.picture("p.png").getFileName() + "'\n");
    var order = Footage.order(new Shot(list, true, 400, 320, 0, 30), Captions.NONE, List.of());
    assertThatThrownBy(() -> Tools.done(footage.composer.segment(order, footage.call)))
        .isInstanceOfSatisfying(
            ProviderException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.BAD_OUTPUT));
  }

  @Test
  void an_encoder_that_is_not_really_there_is_not_chosen() {
    var choice = new EncoderChoice(Tools.FFMPEG);
    assertThat(choice.works("libx264", footage.call)).isTrue();
    assertThat(choice.works("h264_v4l2m2m", footage.call)).isFalse();
    assertThat(choice.works("no_such_encoder", footage.call)).isFalse();
    assertThat(choice.choose("libx264", footage.call)).isEqualTo("libx264");
  }
}
