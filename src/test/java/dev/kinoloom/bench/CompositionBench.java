package dev.kinoloom.bench;

import dev.kinoloom.domain.Brief.Captions;
import dev.kinoloom.domain.FrameSize;
import dev.kinoloom.domain.Narration;
import dev.kinoloom.domain.Timeline;
import dev.kinoloom.domain.caption.Cue;
import dev.kinoloom.domain.caption.Cues;
import dev.kinoloom.provider.Blocking;
import dev.kinoloom.provider.Call;
import dev.kinoloom.provider.Child;
import dev.kinoloom.provider.Composer.JoinOrder;
import dev.kinoloom.provider.Composer.SegmentOrder;
import dev.kinoloom.provider.Composer.Shot;
import dev.kinoloom.provider.Composer.SoundtrackOrder;
import dev.kinoloom.provider.Composer.VerifyOrder;
import dev.kinoloom.provider.Fonts;
import dev.kinoloom.provider.TestCall;
import dev.kinoloom.provider.ffmpeg.FFmpeg;
import dev.kinoloom.provider.ffmpeg.FFmpegComposer;
import dev.kinoloom.provider.ffmpeg.FFmpegSearch;
import dev.kinoloom.provider.ffmpeg.FFmpegSound;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * P5: a minute of 1080p30, six pictures moving, narration, word captions. All that composition does
 * (segments, soundtrack, join, inspection, thumbnail) against the floor: the same frames, decoded
 * to raw before, encoded with the same settings by one FFmpeg that has nothing else to do; and,
 * where Node.js and Chromium are, against Remotion with the same material.
 */
final class CompositionBench implements Benchmark {
  private static final FrameSize SIZE = new FrameSize(1920, 1080);
  private static final int FPS = 30;

  private final Path work;
  private final Vertx vertx =
      Vertx.vertx(
          new VertxOptions()
              .setWorkerPoolSize(4)
              .setMaxWorkerExecuteTime(30)
              .setMaxWorkerExecuteTimeUnit(TimeUnit.MINUTES));
  private final FFmpeg ffmpeg;
  private final FFmpegComposer composer;
  private final BenchMedia media;
  private final int atOnce = Runtime.getRuntime().availableProcessors();
  private final int threads = Integer.getInteger("bench.threads", 1);

  CompositionBench() throws IOException {
    this.work = Files.createTempDirectory("kinoloom-bench-").toAbsolutePath();
    this.media = new BenchMedia(Path.of("target/bench-media").toAbsolutePath());
    this.ffmpeg = new FFmpegSearch(Path.of("target", "test-tools")).find(null);
    this.composer =
        new FFmpegComposer(
            ffmpeg, "libx264", threads, Fonts.open(work.resolve("fonts")), blocking());
  }

  private Blocking blocking() {
    return new Blocking() {
      @Override
      public <T> Future<T> run(Callable<T> callable) {
        return vertx.executeBlocking(callable, false);
      }
    };
  }

  @Override
  public void run(int rounds, Consumer<String> out) throws Exception {
    try {
      measure(rounds, out);
    } finally {
      vertx.close().await();
      delete(work);
    }
  }

  private void measure(int rounds, Consumer<String> out) throws Exception {
    var narrations = narrations();
    var timeline = timeline(narrations);
    var ours = new ArrayList<Double>();
    var floors = new ArrayList<Double>();
    var busy = new ArrayList<Double>();
    compose(narrations);
    Path raw = raw();
    for (int i = 0; i < rounds; i++) {
      double before = processorSeconds();
      ours.add(Rounds.seconds(() -> compose(narrations)));
      double between = processorSeconds();
      floors.add(Rounds.seconds(() -> encode(raw)));
      busy.add((between - before) / (processorSeconds() - between));
    }
    out.accept(
        "P5 composition of %.1f s of 1080p30 (%d segments at once, %d threads each): %s; floor: %s; ratio %.3f by the clock, %.3f by processor time"
            .formatted(
                (double) timeline.frames() / FPS,
                atOnce,
                threads,
                Rounds.told(ours),
                Rounds.told(floors),
                Rounds.median(ours) / Rounds.median(floors),
                Rounds.median(busy)));
    remotion(timeline, Rounds.median(ours), out);
  }

  /** One round: it takes minutes, and the ratio is no close call. */
  private void remotion(Timeline timeline, double ours, Consumer<String> out) throws Exception {
    var peer = RemotionPeer.find();
    if (peer.isEmpty()) {
      out.accept("P5 Remotion does not run here: it needs npm and chromium on PATH");
      return;
    }
    double theirs = peer.get().render(media, timeline);
    out.accept(
        "P5 Remotion %s, the same material: %.1f s; ours is %.1f times as fast"
            .formatted(peer.get().version(), theirs, theirs / ours));
  }

  private List<Narration> narrations() throws Exception {
    var sound = new FFmpegSound(ffmpeg, blocking());
    var list = new ArrayList<Narration>();
    for (int scene = 0; scene < BenchMedia.SCENES; scene++) {
      var polished = sound.polish(media.speech(scene), call(work)).await();
      Files.move(polished.wav(), speech(scene), StandardCopyOption.REPLACE_EXISTING);
      list.add(
          new Narration(
              null, polished.samples(), List.of(), Narration.Timing.ESTIMATED, "freetts/kevin16"));
    }
    return list;
  }

  private Path speech(int scene) {
    return work.resolve("speech%d.wav".formatted(scene));
  }

  private static Timeline timeline(List<Narration> narrations) {
    return Timeline.of(FPS, narrations.stream().map(Narration::samples).toList());
  }

  /** As the stage orders it, with as many segments at once as there are processors. */
  private Path compose(List<Narration> narrations) throws Exception {
    Path scratch = Files.createDirectories(work.resolve("scratch"));
    delete(scratch);
    var call = call(Files.createDirectories(scratch));
    var timeline = timeline(narrations);
    var speech = IntStream.range(0, BenchMedia.SCENES).mapToObj(this::speech).toList();
    var made = new ArrayList<Future<Path>>();
    var gate = new Gate(atOnce);
    made.add(
        gate.pass(() -> composer.soundtrack(new SoundtrackOrder(timeline, speech, null), call)));
    for (int scene = 0; scene < BenchMedia.SCENES; scene++) {
      var order = order(narrations.get(scene), scene, timeline);
      made.add(gate.pass(() -> composer.segment(order, call)));
    }
    var files = Future.all(made).await().<Path>list();
    var join =
        new JoinOrder(
            files.subList(1, files.size()), timeline, files.get(0), "The water cycle", "en");
    Path video = composer.join(join, call).await();
    composer.verify(new VerifyOrder(video, timeline, SIZE, true, List.of()), call).await();
    composer.thumbnail(shot(0, timeline), SIZE, call).await();
    return Files.move(video, work.resolve("video.mp4"), StandardCopyOption.REPLACE_EXISTING);
  }

  private SegmentOrder order(Narration narration, int scene, Timeline timeline) throws IOException {
    List<Cue> cues =
        Cues.of(narration, BenchMedia.TEXTS.get(scene), SIZE).stream()
            .map(cue -> cue.later(Timeline.leadMillis()))
            .toList();
    boolean last = scene == BenchMedia.SCENES - 1;
    return new SegmentOrder(shot(scene, timeline), null, 0, last, SIZE, FPS, Captions.WORDS, cues);
  }

  private Shot shot(int scene, Timeline timeline) throws IOException {
    return new Shot(
        media.picture(scene).toAbsolutePath(),
        false,
        2208,
        1242,
        scene,
        timeline.slots().get(scene).frames());
  }

  /** The finished video's frames as they come out of the decoder. */
  private Path raw() {
    Path raw = work.resolve("raw.y4m");
    ffmpeg(
        "-i", work.resolve("video.mp4").toString(), "-an", "-pix_fmt", "yuv420p", raw.toString());
    return raw;
  }

  private Path encode(Path raw) {
    String gop = Integer.toString(2 * FPS);
    ffmpeg(
        "-i",
        raw.toString(),
        "-c:v",
        "libx264",
        "-preset",
        "veryfast",
        "-crf",
        "23",
        "-sc_threshold",
        "0",
        "-g",
        gop,
        "-f",
        "mp4",
        "/dev/null");
    return raw;
  }

  /** Nobody stops it. */
  private static Call call(Path scratch) {
    return new TestCall(scratch, Duration.ofMinutes(30));
  }

  private void ffmpeg(String... words) {
    var all =
        new ArrayList<>(List.of(ffmpeg.program().toString(), "-nostdin", "-v", "error", "-y"));
    all.addAll(List.of(words));
    Child.of("bench", all).limit(Duration.ofMinutes(30)).run(call(work)).expectSuccess();
  }

  /**
   * Processor time of this process and the children that ended; where the machine is shared, it
   * says more than the clock. 0 where it isn't told.
   */
  private static double processorSeconds() throws IOException {
    Path stat = Path.of("/proc/self/stat");
    if (!Files.exists(stat)) {
      return 0;
    }
    String[] fields = Files.readString(stat).replaceFirst(".*\\) ", "").split(" ", -1);
    long ticks = 0;
    for (int i = 11; i <= 14; i++) {
      ticks += Long.parseLong(fields[i]);
    }
    return ticks / 100.0;
  }

  private static void delete(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
