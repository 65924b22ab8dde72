package dev.kinoloom.stage;

import dev.kinoloom.domain.Narration;
import dev.kinoloom.domain.Script;
import dev.kinoloom.domain.Timeline;
import dev.kinoloom.domain.Usage;
import dev.kinoloom.provider.Composer.Findings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the JSON file beside a video.
 *
 * @param title of the video
 * @param language BCP 47
 * @param durationMillis of the file
 * @param width pixels
 * @param height pixels
 * @param fps frames a second
 * @param frames in all
 * @param videoCodec e.g. {@code h264}
 * @param audioCodec null = silent
 * @param loudnessLufs integrated; null = silent
 * @param bytes of the file
 * @param style name
 * @param captions none, lines or words
 * @param writer of the script
 * @param composer what put it together, with its version
 * @param version of Kinoloom's composition
 * @param scenes in order
 * @param used by stage: what the tasks took that made it, all but the last
 */
record VideoMetadata(
    String title,
    String language,
    long durationMillis,
    int width,
    int height,
    int fps,
    int frames,
    String videoCodec,
    @Nullable String audioCodec,
    @Nullable Double loudnessLufs,
    long bytes,
    String style,
    String captions,
    String writer,
    String composer,
    int version,
    List<Scene> scenes,
    Map<String, Usage> used) {

  /**
   * A scene of it.
   *
   * @param number 1 for the first
   * @param role hook, body or close
   * @param heading may be empty
   * @param narration what is said
   * @param startMillis when it begins
   * @param endMillis when it ends
   * @param speechMillis how long is spoken
   * @param voice provider and voice
   * @param timing how the times of its words were got
   * @param visual provider of its picture
   * @param layout of its picture
   */
  record Scene(
      int number,
      String role,
      String heading,
      String narration,
      int startMillis,
      int endMillis,
      long speechMillis,
      String voice,
      String timing,
      String visual,
      String layout) {}

  static VideoMetadata of(
      Montage montage, Findings findings, long bytes, String composer, int version) {
    var brief = montage.brief();
    var script = montage.script();
    return new VideoMetadata(
        script.title(),
        script.language(),
        findings.durationMillis(),
        brief.size().width(),
        brief.size().height(),
        brief.fps(),
        findings.frames(),
        findings.videoCodec(),
        findings.audioCodec(),
        findings.loudnessLufs(),
        bytes,
        brief.style(),
        lower(brief.captions()),
        script.writer(),
        composer,
        version,
        scenes(montage, script),
        montage.job().usedByStage());
  }

  private static List<Scene> scenes(Montage montage, Script script) {
    var timeline = montage.timeline();
    return IntStream.range(0, montage.scenes())
        .mapToObj(i -> scene(montage, script.scenes().get(i), timeline, i))
        .toList();
  }

  private static Scene scene(Montage montage, Script.Scene scene, Timeline timeline, int i) {
    var narration = montage.narration(i);
    var visual = montage.visual(i);
    return new Scene(
        scene.number(),
        lower(scene.role()),
        scene.heading(),
        scene.narration(),
        timeline.narrationStartMillis(i) - Timeline.leadMillis(),
        timeline.endMillis(i),
        narration.samples() * 1000 / Narration.SAMPLE_RATE,
        narration.voice(),
        lower(narration.timing()),
        visual.provider(),
        visual.layout());
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
