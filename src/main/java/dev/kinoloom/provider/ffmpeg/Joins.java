package dev.kinoloom.provider.ffmpeg;

import dev.kinoloom.domain.Timeline;
import dev.kinoloom.provider.Call;
import dev.kinoloom.provider.Composer.JoinOrder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Joins segments and soundtrack into one file, bytes as they are. */
final class Joins {
  private final FFmpeg ffmpeg;

  Joins(FFmpeg ffmpeg) {
    this.ffmpeg = ffmpeg;
  }

  Path make(JoinOrder order, Call call) throws IOException {
    try (var work = Workbench.open(call, "join-")) {
      var list = new StringBuilder("ffconcat version 1.0\n");
      for (int i = 0; i < order.segments().size(); i++) {
        String name = "segment%03d.mp4".formatted(i);
        work.link(order.segments().get(i), name);
        list.append("file ").append(name).append('\n');
        list.append("duration ").append(seconds(order.timeline(), i)).append('\n');
      }
      var words = new ArrayList<String>(List.of("-f", "concat", "-safe", "1"));
      words.addAll(List.of("-i", work.write("list.txt", list)));
      words.addAll(List.of("-f", "ffmetadata", "-i", work.write("about.txt", about(order))));
      if (order.soundtrack() != null) {
        words.addAll(List.of("-i", work.link(order.soundtrack(), "soundtrack.m4a")));
      }
      words.addAll(List.of("-map", "0:v:0"));
      if (order.soundtrack() != null) {
        words.addAll(List.of("-map", "2:a:0"));
      }
      words.addAll(List.of("-map_metadata", "1", "-c", "copy"));
      words.addAll(List.of("-fflags", "+bitexact", "-movflags", "+faststart"));
      words.addAll(List.of("-f", "mp4", work.name("video.mp4")));
      ffmpeg.run(words, call);
      return work.keep("video.mp4");
    }
  }

  /**
   * The exact length of a segment: that in its file is rounded to milliseconds. Taken between
   * rounded times, so that roundings don't add up.
   */
  private static String seconds(Timeline timeline, int segment) {
    var slot = timeline.slots().get(segment);
    long start = Math.round(slot.firstFrame() * 1e6 / timeline.fps());
    long end = Math.round((slot.firstFrame() + slot.frames()) * 1e6 / timeline.fps());
    return String.format(Locale.ROOT, "%.6f", (end - start) / 1e6);
  }

  private static String about(JoinOrder order) {
    return ";FFMETADATA1\ntitle=%s\nlanguage=%s\n"
        .formatted(escaped(order.title()), escaped(order.language().toLowerCase(Locale.ROOT)));
  }

  /** As FFmpeg's metadata files want it. */
  static String escaped(String value) {
    return value.replaceAll("\\p{Cntrl}+", " ").replaceAll("([=;#\\\\])", "\\\\$1");
  }
}
