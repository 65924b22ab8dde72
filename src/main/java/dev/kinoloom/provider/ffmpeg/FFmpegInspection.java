package dev.kinoloom.provider.ffmpeg;

import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.provider.Call;
import dev.kinoloom.provider.Inspection;
import dev.kinoloom.provider.ProviderException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Looks at clips and music, and makes PNGs of WebP pictures: sizes are read first, then the
 * beginning is decoded.
 */
public final class FFmpegInspection implements Inspection {
  static final int MOST_SIDE = 8_192;

  private static final String WEBP = "image/webp";
  private static final Pattern PICTURES =
      Pattern.compile("(?m)^ {2,4}Stream #0:\\d+\\S*: Video: .*?, (\\d{1,6})x(\\d{1,6})\\b");

  /** What FFmpeg does not decode for its size, it does not tell the size of. */
  private static final String UNREADABLE =
      "cannot be decoded: it is broken, of an unusual kind, or its pictures have more than %d million pixels"
          .formatted(Trust.MOST_PIXELS / 1_000_000);

  private final FFmpeg ffmpeg;

  public FFmpegInspection(FFmpeg ffmpeg) {
    this.ffmpeg = ffmpeg;
  }

  @Override
  public Path admit(Path file, String mediaType, Call call) throws IOException {
    try (var work = Workbench.open(call, "inspect-")) {
      var name = work.link(file, "own");
      if (mediaType.equals(WEBP)) {
        return picture(name, work, call);
      }
      if (mediaType.startsWith("video/") && hasPictures(name, Trust.clips(), call)) {
        clip(name, call);
      } else {
        sound(name, call);
      }
      return file;
    }
  }

  private Path picture(String name, Workbench work, Call call) throws IOException {
    hasPictures(name, Trust.pictures(), call);
    var words = new ArrayList<>(Trust.pictures());
    words.addAll(List.of("-i", name, "-frames:v", "1", "-map_metadata", "-1"));
    words.addAll(List.of("-fflags", "+bitexact", work.name("own.png")));
    if (decoded(words, call).frames() < 1) {
      throw refused("cannot be shown: no picture is found in it (one that moves is not read)");
    }
    return work.keep("own.png");
  }

  private void clip(String name, Call call) {
    var words = new ArrayList<>(Trust.clips());
    words.addAll(List.of("-i", name, "-map", "0:v:0", "-frames:v", "30", "-f", "null", "-"));
    if (decoded(words, call).frames() < 1) {
      throw refused("cannot be shown: no picture of it can be decoded");
    }
  }

  private void sound(String name, Call call) {
    var words = new ArrayList<>(Trust.sounds());
    words.addAll(List.of("-i", name, "-map", "0:a:0", "-t", "10", "-f", "null", "-"));
    if (decoded(words, call).micros() < 1) {
      throw refused("cannot be heard: no sound of it can be decoded");
    }
  }

  /** Reads what is written down of its streams, decodes nothing; refuses sizes beyond all use. */
  private boolean hasPictures(String name, List<String> trust, Call call) {
    var words = new ArrayList<>(trust);
    words.addAll(List.of("-i", name, "-map", "0:v?", "-map", "0:a?", "-c", "copy"));
    words.addAll(List.of("-t", "0.1", "-f", "null", "-"));
    var sizes = PICTURES.matcher(decoded(words, call).said());
    boolean found = false;
    while (sizes.find()) {
      found = true;
      refuseSize(Integer.parseInt(sizes.group(1)), Integer.parseInt(sizes.group(2)));
    }
    return found;
  }

  private static void refuseSize(int width, int height) {
    if (width > MOST_SIDE || height > MOST_SIDE || (long) width * height > Trust.MOST_PIXELS) {
      throw refused(
          "is %d×%d pixels; at most %d on a side and %d million together are read"
              .formatted(width, height, MOST_SIDE, Trust.MOST_PIXELS / 1_000_000));
    }
  }

  private FFmpeg.Heard decoded(List<String> words, Call call) {
    try {
      return ffmpeg.measure(words, call);
    } catch (ProviderException e) {
      throw switch (e.kind()) {
        case BAD_OUTPUT -> refused(UNREADABLE, e);
        case TIMEOUT -> refused("takes too long to decode", e);
        default -> e;
      };
    }
  }

  private static Failed refused(String what) {
    return new Failed(FailureKind.VALIDATION, what);
  }

  private static Failed refused(String what, Throwable cause) {
    return new Failed(FailureKind.VALIDATION, what, cause);
  }
}
