package dev.kinoloom.provider.ffmpeg;

import java.util.ArrayList;
import java.util.List;

/**
 * How pictures are encoded. All segments of all videos of a size and rate get the same words, so
 * that they can be joined as they are.
 *
 * @param encoder FFmpeg's name of it
 * @param threads of one encoder; 0 = as many as it likes
 */
record Encoding(String encoder, int threads) {
  /** A key frame every two seconds, to jump to. */
  private static final int KEY_FRAME_SECONDS = 2;

  List<String> words(int fps) {
    var words = new ArrayList<String>(List.of("-c:v", encoder));
    words.addAll(quality());
    String gop = Integer.toString(fps * KEY_FRAME_SECONDS);
    words.addAll(List.of("-pix_fmt", "yuv420p", "-g", gop, "-bf", "3"));
    words.addAll(List.of("-color_primaries", "bt709", "-color_trc", "bt709"));
    words.addAll(List.of("-colorspace", "bt709", "-color_range", "tv"));
    words.addAll(List.of("-r", Integer.toString(fps), "-threads", Integer.toString(threads)));
    words.addAll(List.of("-video_track_timescale", Integer.toString(fps * 512)));
    words.addAll(List.of("-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact"));
    return words;
  }

  private List<String> quality() {
    return switch (encoder) {
      case "h264_nvenc" -> List.of("-preset", "p4", "-rc", "vbr", "-cq", "23", "-b:v", "0");
      case "h264_qsv" -> List.of("-preset", "veryfast", "-global_quality", "23");
      case "h264_videotoolbox" -> List.of("-q:v", "60");
      default ->
          List.of("-preset", "veryfast", "-crf", "23", "-sc_threshold", "0", "-profile:v", "high");
    };
  }
}
