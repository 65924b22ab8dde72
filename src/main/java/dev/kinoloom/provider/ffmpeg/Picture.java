package dev.kinoloom.provider.ffmpeg;

import dev.kinoloom.domain.FrameSize;
import dev.kinoloom.provider.Composer.Shot;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The part of a filter graph that makes frames of a shot: an input's words, and filters from that
 * input to frames of the video's size and rate, without end.
 *
 * @param shot what is shown
 * @param size pixels
 * @param fps frames a second
 */
record Picture(Shot shot, FrameSize size, int fps) {
  private static final String COLOUR = "out_color_matrix=bt709:out_range=tv";

  /** Words that open {@code name}, the shot's file, as an input. */
  List<String> opening(String name) {
    var words = new ArrayList<String>();
    if (shot.clip()) {
      words.addAll(List.of("-stream_loop", "-1"));
      words.addAll(Trust.clips());
    } else {
      words.addAll(List.of("-framerate", Integer.toString(fps)));
      words.addAll(Trust.pictures());
    }
    words.addAll(List.of("-i", name));
    return words;
  }

  /** Filters that take {@code [in]} and leave {@code [out]}; labels begin with {@code out}. */
  String graph(String in, String out) {
    return shot.clip() ? clip(in, out) : pan(in, out);
  }

  /** Scaled and cut to cover the frame; its last frame stands if it cannot be repeated. */
  private String clip(String in, String out) {
    return "[%s]fps=%d,scale=%d:%d:force_original_aspect_ratio=increase:flags=bicubic:%s"
            .formatted(in, fps, size.width(), size.height(), COLOUR)
        + ",crop=%d:%d,format=yuv420p,setsar=1,tpad=stop=-1:stop_mode=clone,%s[%s];\n"
            .formatted(size.width(), size.height(), clock(), out);
  }

  private String pan(String in, String out) {
    var way = Movement.of(size, fps, shot.index(), shot.frames());
    return "[%s]%s,format=yuv420p,setsar=1%s".formatted(in, canvas(way), phases(way, out))
        + "loop=loop=-1:size=%d:start=0,%s,%s[%s];\n"
            .formatted(way.phases(), clock(), cut(way), out);
  }

  /** Decoded and drawn once; {@code loop} then shows it again and again from memory. */
  private String canvas(Movement way) {
    boolean fits = shot.width() == way.canvasWidth() && shot.height() == way.canvasHeight();
    String cover =
        fits
            ? ""
            : "crop=w='min(iw,ih*%1$d/%2$d)':h='min(ih,iw*%2$d/%1$d)',"
                .formatted(way.canvasWidth(), way.canvasHeight());
    return cover
        + "scale=%d:%d:flags=lanczos+accurate_rnd:%s"
            .formatted(way.canvasWidth(), way.canvasHeight(), COLOUR);
  }

  private static String phases(Movement way, String out) {
    if (way.phases() == 1) {
      return ",";
    }
    var graph = new StringBuilder(",split=%d".formatted(way.phases()));
    graph.append(labels(way, out + "_whole")).append(";\n");
    for (int i = 0; i < way.phases(); i++) {
      graph.append(
          "[%1$s_whole%2$d]%3$s[%1$s_shifted%2$d];\n"
              .formatted(out, i, ShiftFilter.of(way.axis(), way.shift(i))));
    }
    return graph
        .append(labels(way, out + "_shifted"))
        .append("concat=n=%d:v=1:a=0,".formatted(way.phases()))
        .toString();
  }

  private static String labels(Movement way, String name) {
    return IntStream.range(0, way.phases())
        .mapToObj(i -> "[" + name + i + "]")
        .collect(Collectors.joining());
  }

  private String cut(Movement way) {
    String moved =
        way.phases() == 1
            ? ""
            : "%s%d*floor(n/%d)".formatted(way.forward() ? "+" : "-", Movement.STEP, way.phases());
    boolean across = way.axis() == Movement.Axis.ACROSS;
    return "crop=%d:%d:x='%d%s':y='%d%s'"
        .formatted(
            size.width(),
            size.height(),
            way.startX(),
            across ? moved : "",
            way.startY(),
            across ? "" : moved);
  }

  private String clock() {
    return "settb=1/%d,setpts=N".formatted(fps);
  }
}
