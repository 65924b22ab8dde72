package dev.kinoloom.provider.ffmpeg;

import java.util.List;

/**
 * What FFmpeg may open when it is given a file of somebody else's: only files, and only formats
 * that hold media. Play lists and scripts, which can name other files of this machine, are no
 * media. Frames of more than {@value #MOST_PIXELS} pixels are not decoded.
 */
final class Trust {
  private static final String PICTURES =
      "png_pipe,jpeg_pipe,webp_pipe,bmp_pipe,tiff_pipe,gif,jpegls_pipe";
  private static final String CLIPS =
      "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,mpegvideo,flv,ogg,asf,gif,apng,h264,hevc";
  private static final String SOUNDS =
      "wav,w64,mp3,aac,flac,ogg,aiff,au,mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,asf,amr,caf,s16le";

  /** Of one frame: a small file must not unfold into all of the memory. */
  static final int MOST_PIXELS = 50_000_000;

  private Trust() {}

  static List<String> pictures() {
    return only(PICTURES);
  }

  static List<String> clips() {
    return only(CLIPS);
  }

  static List<String> sounds() {
    return only(SOUNDS);
  }

  private static List<String> only(String formats) {
    return List.of(
        "-protocol_whitelist",
        "file",
        "-format_whitelist",
        formats,
        "-max_pixels",
        Integer.toString(MOST_PIXELS));
  }
}
