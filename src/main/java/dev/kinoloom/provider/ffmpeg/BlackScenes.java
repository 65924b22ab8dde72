package dev.kinoloom.provider.ffmpeg;

import dev.kinoloom.domain.Timeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which scenes show nothing: those of whose key frames not one has a pixel brighter than nearly
 * black. Dark pictures with something in them pass.
 */
final class BlackScenes {
  /** Of 16 (black) to 235. */
  private static final double BRIGHT = 36;

  private static final Pattern TIME = Pattern.compile("\\bpts_time:([0-9.]+)");
  private static final Pattern BRIGHTEST =
      Pattern.compile("^lavfi\\.signalstats\\.YMAX=([0-9.]+)$");

  private BlackScenes() {}

  /** {@code looks}: what the filter {@code metadata} wrote of {@code signalstats}. From 0. */
  static List<Integer> of(Path looks, Timeline timeline) throws IOException {
    return of(Files.readAllLines(looks), timeline);
  }

  static List<Integer> of(List<String> looks, Timeline timeline) {
    boolean[] seen = new boolean[timeline.slots().size()];
    double at = 0;
    for (String line : looks) {
      var time = TIME.matcher(line);
      var brightest = BRIGHTEST.matcher(line);
      if (time.find()) {
        at = Double.parseDouble(time.group(1));
      } else if (brightest.matches() && Double.parseDouble(brightest.group(1)) > BRIGHT) {
        seen[sceneAt(at, timeline)] = true;
      }
    }
    var black = new ArrayList<Integer>();
    for (int scene = 0; scene < seen.length; scene++) {
      if (!seen[scene]) {
        black.add(scene);
      }
    }
    return black;
  }

  private static int sceneAt(double seconds, Timeline timeline) {
    long frame = Math.round(seconds * timeline.fps());
    int scene = timeline.slots().size() - 1;
    while (scene > 0 && timeline.slots().get(scene).firstFrame() > frame) {
      scene--;
    }
    return scene;
  }
}
