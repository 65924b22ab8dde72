package dev.kinoloom.provider.ffmpeg;

import dev.kinoloom.domain.Brief.Captions;
import dev.kinoloom.domain.FrameSize;
import dev.kinoloom.domain.Narration;
import dev.kinoloom.domain.Timeline;
import dev.kinoloom.domain.caption.Cue;
import dev.kinoloom.domain.caption.Cues;
import dev.kinoloom.provider.Composer.JoinOrder;
import dev.kinoloom.provider.Composer.SegmentOrder;
import dev.kinoloom.provider.Composer.Shot;
import dev.kinoloom.provider.Composer.SoundtrackOrder;
import dev.kinoloom.provider.Fonts;
import dev.kinoloom.provider.TestCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Small pictures, sounds and films made by the real FFmpeg, for tests. */
final class Footage {
  static final FrameSize SIZE = new FrameSize(320, 256);
  static final int FPS = 30;
  static final Fonts FONTS = Fonts.open(Path.of("target", "test-fonts"));

  final Path scratch;
  final TestCall call;
  final FFmpegComposer composer;

  Footage(Path scratch) {
    this.scratch = scratch;
    this.call = new TestCall(scratch);
    this.composer = composer(Tools.FFMPEG);
  }

  static FFmpegComposer composer(FFmpeg ffmpeg) {
    return new FFmpegComposer(
        ffmpeg.quietFor(Duration.ofSeconds(20)), new Encoding("libx264", 1), FONTS, Tools::here);
  }

  /** Runs FFmpeg for its output file, which appears in the scratch directory. */
  Path made(String name, String... words) {
    Path file = scratch.resolve(name);
    var all = new ArrayList<>(List.of(words));
    all.add(file.toString());
    Tools.FFMPEG.run(all, call);
    return file;
  }

  /** A picture of stripes and numbers. */
  Path picture(String name) {
    return made(
        name, "-f", "lavfi", "-i", "testsrc2=size=400x320:rate=1:duration=1", "-frames:v", "1");
  }

  /** A picture that needs many bytes. */
  Path noise(String name) {
    return made(
        name,
        "-f",
        "lavfi",
        "-i",
        "color=gray:size=400x320:rate=1:duration=1,noise=alls=100:allf=u",
        "-frames:v",
        "1");
  }

  Path plain(String name, String colour) {
    return made(
        name,
        "-f",
        "lavfi",
        "-i",
        "color=%s:size=400x320:rate=1:duration=1".formatted(colour),
        "-frames:v",
        "1");
  }

  /** Speech-like sound of so many samples at −16 LUFS. */
  Path speech(String name, long samples) throws IOException {
    Path raw =
        made(
            "raw-" + name,
            "-f",
            "lavfi",
            "-i",
            "aevalsrc='0.3*sin(2*PI*220*t)*(0.6+0.4*sin(2*PI*3*t))':s=48000:d="
                + samples / 48_000.0);
    var polished = Tools.done(new FFmpegSound(Tools.FFMPEG, Tools::here).polish(raw, call));
    Path exact =
        made(
            name,
            "-i",
            polished.wav().toString(),
            "-af",
            "apad,atrim=end_sample=" + samples,
            "-c:a",
            "pcm_s16le");
    Files.delete(polished.wav());
    return exact;
  }

  static Shot shot(Path file, int index, int frames) {
    return new Shot(file, false, 400, 320, index, frames);
  }

  static SegmentOrder order(Shot shot, Captions captions, List<Cue> cues) {
    return new SegmentOrder(shot, null, 0, false, SIZE, FPS, captions, cues);
  }

  static List<Cue> cues(String text, long samples) {
    var narration = new Narration(null, samples, List.of(), Narration.Timing.ESTIMATED, "x/y");
    return Cues.of(narration, text, SIZE).stream()
        .map(cue -> cue.later(Timeline.leadMillis()))
        .toList();
  }

  Path segment(SegmentOrder order) {
    return Tools.done(composer.segment(order, call));
  }

  /** A whole film of scenes so many samples long, with another picture each. */
  Path film(Timeline timeline, List<Long> samples) throws IOException {
    var segments = new ArrayList<Path>();
    var speech = new ArrayList<Path>();
    for (int i = 0; i < samples.size(); i++) {
      var shot = shot(picture("p" + i + ".png"), i, timeline.slots().get(i).frames());
      segments.add(segment(order(shot, Captions.NONE, List.of())));
      speech.add(speech("s" + i + ".wav", samples.get(i)));
    }
    Path track = Tools.done(composer.soundtrack(new SoundtrackOrder(timeline, speech, null), call));
    return Tools.done(
        composer.join(new JoinOrder(segments, timeline, track, "A film", "en"), call));
  }

  /** The exact times of a stream's packets or frames, in its order. */
  FFmpeg.Heard decoded(Path file, String... words) {
    var all = new ArrayList<>(List.of("-i", file.toString()));
    all.addAll(List.of(words));
    return Tools.FFMPEG.measure(all, call);
  }

  /** A frame's brightness, a byte a pixel, as the frame is wide. */
  byte[] luma(Path file, int frame) throws IOException {
    Path raw =
        made(
            "frame.gray",
            "-i",
            file.toString(),
            "-vf",
            "select='eq(n,%d)',format=gray".formatted(frame),
            "-frames:v",
            "1",
            "-f",
            "rawvideo");
    byte[] pixels = Files.readAllBytes(raw);
    Files.delete(raw);
    return pixels;
  }

  Path cut(Path file, long bytes) throws IOException {
    Path shorter = scratch.resolve("cut.mp4");
    Files.copy(file, shorter, StandardCopyOption.REPLACE_EXISTING);
    try (var channel =
        java.nio.channels.FileChannel.open(shorter, java.nio.file.StandardOpenOption.WRITE)) {
      channel.truncate(bytes);
    }
    return shorter;
  }

  /** What lies in the scratch directory, without what tests put there. */
  List<String> leftovers() throws IOException {
    try (var files = Files.list(scratch)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.matches("(segment|soundtrack|join|verify|thumbnail)-.*"))
          .toList();
    }
  }
}
