package dev.kinoloom.stage;

import dev.kinoloom.domain.Brief;
import dev.kinoloom.domain.Narration;
import dev.kinoloom.domain.Script;
import dev.kinoloom.domain.Timeline;
import dev.kinoloom.domain.caption.Cue;
import dev.kinoloom.domain.caption.Cues;
import dev.kinoloom.pipeline.JobView;
import dev.kinoloom.provider.Composer.Shot;
import dev.kinoloom.stage.Artifacts.SceneVisual;
import dev.kinoloom.stage.Artifacts.Segment;
import dev.kinoloom.stage.Artifacts.Soundtrack;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What of a job the film is made of, as far as the parts are there. Scenes count from 0. Pure.
 *
 * @param job what its stages have made so far
 */
record Montage(JobView job) {
  Brief brief() {
    return job.brief();
  }

  Script script() {
    return job.read(Artifacts.SCRIPT, 0);
  }

  int scenes() {
    return script().scenes().size();
  }

  Narration narration(int scene) {
    return job.read(Artifacts.NARRATION, scene);
  }

  List<Narration> narrations() {
    return IntStream.range(0, scenes()).mapToObj(this::narration).toList();
  }

  SceneVisual visual(int scene) {
    return job.read(Artifacts.VISUAL, scene);
  }

  List<SceneVisual> visuals() {
    return IntStream.range(0, scenes()).mapToObj(this::visual).toList();
  }

  int frames(int scene) {
    return Timeline.frames(brief().fps(), narration(scene).samples());
  }

  Timeline timeline() {
    return Timeline.of(brief().fps(), narrations().stream().map(Narration::samples).toList());
  }

  /** It fades in from the scene before it. */
  boolean isBlended(int scene) {
    return scene > 0 && brief().crossFadeMillis() > 0;
  }

  /** Length of that fade: as wished, but no more than a third of either scene. */
  int fadeFrames(int scene) {
    if (!isBlended(scene)) {
      return 0;
    }
    int wished = Math.round(brief().crossFadeMillis() * brief().fps() / 1000f);
    return Math.min(wished, Math.min(frames(scene), frames(scene - 1)) / 3);
  }

  /** What is to be read, from the start of the scene's slot. */
  List<Cue> cues(int scene) {
    return cues(scene, Timeline.leadMillis());
  }

  /** What is to be read, from the start of the video. */
  List<Cue> allCues() {
    var timeline = timeline();
    return IntStream.range(0, scenes())
        .boxed()
        .flatMap(scene -> cues(scene, timeline.narrationStartMillis(scene)).stream())
        .toList();
  }

  private List<Cue> cues(int scene, int from) {
    var text = script().scenes().get(scene).narration();
    Stream<Cue> cues =
        Cues.of(narration(scene), text, script().language(), brief().size()).stream();
    return cues.map(cue -> cue.later(from)).toList();
  }

  boolean isSpoken() {
    return narrations().stream().anyMatch(narration -> narration.audio() != null);
  }

  /** Speech or music. */
  boolean isHeard() {
    return isSpoken() || brief().music() != null;
  }

  /** Scenes that show clips; what is in them is the affair of whoever gave or filmed them. */
  List<Integer> clips() {
    return IntStream.range(0, scenes()).filter(scene -> visual(scene).clip()).boxed().toList();
  }

  Shot shot(int scene, Path file) {
    var visual = visual(scene);
    return new Shot(file, visual.clip(), visual.width(), visual.height(), scene, frames(scene));
  }

  List<Segment> segments() {
    return IntStream.range(0, scenes())
        .mapToObj(scene -> job.read(Artifacts.SEGMENT, Artifacts.FIRST_SEGMENT_PART + scene))
        .toList();
  }

  Soundtrack soundtrack() {
    return job.read(Artifacts.SOUNDTRACK, Artifacts.SOUNDTRACK_PART);
  }
}
