package dev.kinoloom.provider.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.domain.AnyBrief;
import dev.kinoloom.domain.Brief;
import dev.kinoloom.domain.FrameSize;
import dev.kinoloom.provider.Machine.Lack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FFmpegMachineTest {
  private static final long MB = 1024 * 1024;
  private static final long PLENTY = Long.MAX_VALUE;
  private final Path directory;
  private final FFmpeg good;

  FFmpegMachineTest(@TempDir Path directory) throws IOException {
    this.directory = directory;
    var program = Files.createFile(directory.resolve("ffmpeg"));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    var all =
        new Capabilities(
            "6.1",
            names(new Capabilities("6.1", Set.of(), Set.of()).missing()),
            Set.of("aac", "libx264", "mjpeg", "pcm_s16le"));
    good = new FFmpeg(program, FFmpeg.Source.PATH, all);
  }

  private static Set<String> names(List<String> missing) {
    return missing.stream()
        .map(what -> what.substring(what.indexOf(' ') + 1))
        .collect(Collectors.toSet());
  }

  private FFmpegMachine machine(long disk, long memory) {
    return new FFmpegMachine(good, directory, () -> disk, () -> memory);
  }

  private static Brief brief(int seconds, FrameSize size, int fps) {
    return new AnyBrief().seconds(seconds).size(size).fps(fps).brief();
  }

  private static Brief usual() {
    return brief(60, new FrameSize(1920, 1080), 30);
  }

  @Test
  void the_machine_of_this_test_is_good_enough_for_a_small_video() {
    var real = new FFmpegMachine(good, directory);

    assertThat(real.problems(brief(15, new FrameSize(256, 256), 24))).isEmpty();
  }

  @Test
  void a_minute_in_full_size_takes_some_hundred_megabytes_of_disk_and_memory() {
    assertThat(FFmpegMachine.bytesNeeded(usual()) / MB).isBetween(300L, 700L);
    assertThat(FFmpegMachine.memoryNeeded(usual()) / MB).isBetween(500L, 900L);
  }

  @Test
  void a_disk_that_is_too_small_is_named_with_both_numbers_and_what_to_do() {
    long needed = FFmpegMachine.bytesNeeded(usual());

    assertThat(machine(needed, PLENTY).problems(usual())).isEmpty();
    assertThat(machine(100 * MB, PLENTY).problems(usual()))
        .singleElement()
        .asString()
        .contains(directory.toString())
        .contains("has 100 MB left")
        .contains("needs about %d MB".formatted(needed / MB))
        .contains("make room or choose a smaller size or length");
  }

  @Test
  void where_the_disk_and_the_program_are_is_not_for_everybody() throws IOException {
    Files.delete(good.program());

    assertThat(machine(100 * MB, PLENTY).problems(usual()))
        .hasSize(2)
        .allSatisfy(
            lack -> {
              assertThat(lack.plain()).doesNotContain(directory.toString());
              assertThat(lack.words()).contains(directory.toString());
            });
  }

  @Test
  void memory_that_is_too_small_is_named_with_both_numbers_and_what_to_do() {
    long needed = FFmpegMachine.memoryNeeded(usual());

    assertThat(machine(PLENTY, needed).problems(usual())).isEmpty();
    assertThat(machine(PLENTY, 512 * MB).problems(usual()))
        .singleElement()
        .asString()
        .contains("has 512 MB of memory")
        .contains("1920x1080 needs about %d MB".formatted(needed / MB))
        .contains("choose a smaller size");
  }

  @Test
  void longer_larger_and_faster_needs_more() {
    long usual = FFmpegMachine.bytesNeeded(usual());

    assertThat(FFmpegMachine.bytesNeeded(brief(600, new FrameSize(1920, 1080), 30)))
        .isGreaterThan(5 * usual / 2);
    assertThat(FFmpegMachine.bytesNeeded(brief(60, new FrameSize(3840, 2160), 30)))
        .isGreaterThan(usual);
    assertThat(FFmpegMachine.bytesNeeded(brief(60, new FrameSize(1920, 1080), 60)))
        .isGreaterThan(usual);
  }

  @Test
  void an_ffmpeg_that_is_gone_since_the_start_is_named() throws IOException {
    Files.delete(good.program());

    assertThat(machine(PLENTY, PLENTY).problems(usual()))
        .singleElement()
        .asString()
        .contains("FFmpeg is gone from " + good.program())
        .contains("start again");
  }

  @Test
  void an_ffmpeg_that_lacks_something_is_named_with_what_it_lacks() {
    var without =
        new Capabilities("6.1", Set.of("scale"), Set.of("aac", "libx264", "mjpeg", "pcm_s16le"));
    var poor = new FFmpeg(good.program(), FFmpeg.Source.PATH, without);

    assertThat(new FFmpegMachine(poor, directory, () -> PLENTY, () -> PLENTY).problems(usual()))
        .singleElement()
        .extracting(Lack::plain)
        .asString()
        .startsWith("FFmpeg 6.1 lacks ")
        .contains("xfade")
        .contains("install a full build");
  }

  @Test
  void all_that_is_missing_is_said_at_once() {
    assertThat(machine(0, 0).problems(usual())).hasSize(2);
  }
}
