package dev.kinoloom.provider.ffmpeg;

import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.provider.Call;
import dev.kinoloom.provider.Composer.SegmentOrder;
import dev.kinoloom.provider.Composer.Shot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes scenes: pictures moved, blended, captioned, encoded. */
final class Segments {
  private static final double FADE_OUT_SECONDS = 0.5;

  private final FFmpeg ffmpeg;
  private final Encoding encoding;
  private final CaptionTrack captions;

  Segments(FFmpeg ffmpeg, Encoding encoding, CaptionTrack captions) {
    this.ffmpeg = ffmpeg;
    this.encoding = encoding;
    this.captions = captions;
  }

  Path make(SegmentOrder order, Call call) throws IOException {
    try (var work = Workbench.open(call, "segment-")) {
      var words = new ArrayList<String>();
      var graph = new StringBuilder();
      String seen = shot(order, work, words, graph);
      graph.append("[%s]".formatted(seen)).append(captions.lay(order, work.directory()));
      graph.append(fadeOut(order)).append("format=yuv420p[film]\n");
      words.addAll(List.of("-filter_complex_script", work.write("graph.txt", graph)));
      words.addAll(List.of("-map", "[film]", "-frames:v", "" + order.shot().frames()));
      words.addAll(encoding.words(order.fps()));
      words.addAll(List.of("-f", "mp4", work.name("segment.mp4")));
      int frames = order.shot().frames();
      var heard =
          ffmpeg.run(
              words,
              call,
              frame -> call.progress(Math.min(1, (double) frame / frames), "encoding"));
      expectFrames(heard.frames(), frames);
      return work.keep("segment.mp4");
    }
  }

  /** Adds inputs and the filters that show the shot; answers their label. */
  private static String shot(
      SegmentOrder order, Workbench work, List<String> words, StringBuilder graph)
      throws IOException {
    var now = new Picture(order.shot(), order.size(), order.fps());
    words.addAll(now.opening(work.link(order.shot().file(), "now")));
    graph.append(now.graph("0:v", "now"));
    Shot before = order.before();
    if (before == null || order.fadeFrames() <= 0) {
      return "now";
    }
    var old = new Picture(before, order.size(), order.fps());
    words.addAll(old.opening(work.link(before.file(), "before")));
    graph.append(old.graph("1:v", "before"));
    graph.append(blended(order, before));
    return "blended";
  }

  /** What was seen before goes on moving while it fades. */
  private static String blended(SegmentOrder order, Shot before) {
    String clock = "settb=1/%d,setpts=N".formatted(order.fps());
    return "[before]trim=start_frame=%d:end_frame=%d,%s,fps=%d[leaving];\n"
            .formatted(before.frames(), before.frames() + order.fadeFrames(), clock, order.fps())
        + "[now]%s,fps=%d[coming];\n".formatted(clock, order.fps())
        + "[leaving][coming]xfade=transition=fade:duration=%.4f:offset=0,%s[blended];\n"
            .formatted((double) order.fadeFrames() / order.fps(), clock);
  }

  private static String fadeOut(SegmentOrder order) {
    int frames = (int) Math.min(order.shot().frames(), FADE_OUT_SECONDS * order.fps());
    return order.fadesOut()
        ? "fade=type=out:start_frame=%d:nb_frames=%d,"
            .formatted(order.shot().frames() - frames, frames)
        : "";
  }

  private static void expectFrames(long written, int planned) {
    if (written != planned) {
      throw FFmpeg.failed(
          FailureKind.BAD_OUTPUT,
          "FFmpeg wrote %d frames of a scene instead of %d".formatted(written, planned));
    }
  }
}
