package dev.kinoloom.stage;

import dev.kinoloom.domain.ArtifactRef;
import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.Likeness;
import dev.kinoloom.domain.Script;
import dev.kinoloom.pipeline.Assignment;
import dev.kinoloom.pipeline.JobView;
import dev.kinoloom.pipeline.Retries;
import dev.kinoloom.pipeline.Stage;
import dev.kinoloom.pipeline.StageSpec;
import dev.kinoloom.pipeline.TaskId;
import dev.kinoloom.pipeline.TaskPlan;
import dev.kinoloom.pipeline.Work;
import dev.kinoloom.provider.Blocking;
import dev.kinoloom.provider.Composer;
import dev.kinoloom.provider.Composer.SegmentOrder;
import dev.kinoloom.provider.Composer.Shot;
import dev.kinoloom.provider.Composer.SoundtrackOrder;
import dev.kinoloom.stage.Artifacts.Segment;
import dev.kinoloom.stage.Artifacts.Soundtrack;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Makes the film. Part 0 is the finished video, part 1 its soundtrack, part 2 + i the segment of
 * scene i. A segment needs nothing but its own scene's narration and picture (with cross-fades also
 * the scene's before it), so it starts as soon as these are ready, wherever there is room.
 */
public final class CompositionStage implements Stage {
  private static final StageSpec SPEC =
      new StageSpec("composition", "Composition", 5, 1, 60, Duration.ofMinutes(60), Retries.LOCAL);
  private static final int FILM = 0;
  private static final int SOUNDTRACK = Artifacts.SOUNDTRACK_PART;
  private static final int FIRST_SEGMENT = Artifacts.FIRST_SEGMENT_PART;

  /** Against the share of a segment, which is its letters. */
  private static final double SHARE_OF_FILM = 0.06;

  private static final double SHARE_OF_SOUNDTRACK = 0.04;

  private final Composer composer;
  private final Blocking blocking;

  public CompositionStage(Composer composer, Blocking blocking) {
    this.composer = composer;
    this.blocking = blocking;
  }

  @Override
  public StageSpec spec() {
    return SPEC;
  }

  @Override
  public List<TaskPlan> plan(JobView job) {
    return job.find(Artifacts.SCRIPT, 0)
        .map(script -> plan(script, job.brief().crossFadeMillis() > 0))
        .orElse(List.of());
  }

  private static List<TaskPlan> plan(Script script, boolean blended) {
    int scenes = script.scenes().size();
    var all = IntStream.range(0, scenes).boxed().toList();
    var narrations = all.stream().map(Artifacts.NARRATION::part).toList();
    var visuals = all.stream().map(Artifacts.VISUAL::part).toList();
    var segments = all.stream().map(i -> Artifacts.SEGMENT.part(FIRST_SEGMENT + i)).toList();
    var soundtrack = Artifacts.SOUNDTRACK.part(SOUNDTRACK);
    var script0 = Artifacts.SCRIPT.part(0);
    double letters = script.scenes().stream().mapToInt(scene -> scene.narration().length()).sum();

    var plans = new ArrayList<TaskPlan>();
    var film = Stream.of(List.of(script0, soundtrack), segments, narrations, visuals);
    plans.add(new TaskPlan(FILM, film.flatMap(List::stream).toList(), SHARE_OF_FILM));
    var sound = Stream.of(List.of(script0), narrations);
    plans.add(new TaskPlan(SOUNDTRACK, sound.flatMap(List::stream).toList(), SHARE_OF_SOUNDTRACK));
    for (int i = 0; i < scenes; i++) {
      var needs = new ArrayList<TaskId>(List.of(script0, narrations.get(i), visuals.get(i)));
      if (blended && i > 0) {
        needs.addAll(List.of(narrations.get(i - 1), visuals.get(i - 1)));
      }
      double share = script.scenes().get(i).narration().length() / letters;
      plans.add(new TaskPlan(FIRST_SEGMENT + i, needs, share));
    }
    return plans;
  }

  @Override
  public Likeness likeness(Work work) {
    var brief = work.job().brief();
    int part = work.task().part();
    var scenes = new Montage(work.job()).script().scenes();
    double letters =
        part >= FIRST_SEGMENT
            ? scenes.get(part - FIRST_SEGMENT).narration().length()
            : scenes.stream().mapToInt(scene -> scene.narration().length()).sum();
    double pixels = part == SOUNDTRACK ? 1 : brief.size().width() * brief.size().height() / 1000.0;
    var model =
        switch (part) {
          case FILM -> "film";
          case SOUNDTRACK -> "soundtrack";
          default -> "segment";
        };
    return Likeness.of(SPEC.name(), "", model, letters * pixels);
  }

  @Override
  public Object fingerprint(Assignment work) {
    var film = new Montage(work.job());
    var brief = film.brief();
    int part = work.task().part();
    return switch (part) {
      case FILM ->
          Arrays.asList(
              film.segments(),
              film.soundtrack(),
              film.script(),
              film.narrations(),
              film.visuals(),
              brief.size(),
              brief.fps(),
              brief.style(),
              brief.captions(),
              composer.make());
      case SOUNDTRACK ->
          Arrays.asList(film.narrations(), brief.fps(), brief.music(), composer.make());
      default -> {
        int scene = part - FIRST_SEGMENT;
        yield Arrays.asList(
            film.visual(scene),
            film.isBlended(scene) ? film.visual(scene - 1) : null,
            film.isBlended(scene) ? film.frames(scene - 1) : null,
            film.fadeFrames(scene),
            isLast(film, scene),
            scene,
            film.frames(scene),
            film.cues(scene),
            brief.captions(),
            brief.size(),
            brief.fps(),
            composer.make());
      }
    };
  }

  @Override
  public Future<?> run(Work work) {
    var film = new Montage(work.job());
    int part = work.task().part();
    return switch (part) {
      case FILM ->
          ofOneMake(film, work)
              .compose(
                  segments ->
                      new Finish(composer, blocking, SPEC.version(), film, segments, work).run());
      case SOUNDTRACK -> soundtrack(film, work);
      default -> segment(film, part - FIRST_SEGMENT, work);
    };
  }

  /**
   * What different encoders made may play wrongly when it is joined: while nodes are brought to
   * another FFmpeg, one by one, what the others made is made again here.
   */
  private Future<List<Segment>> ofOneMake(Montage film, Work work) {
    var segments = film.segments();
    if (segments.stream().map(Segment::make).distinct().count() < 2) {
      return Future.succeededFuture(segments);
    }
    return Each.inTurn(
        IntStream.range(0, segments.size()).boxed().toList(),
        scene ->
            segments.get(scene).make().equals(composer.make())
                ? Future.succeededFuture(segments.get(scene))
                : segment(film, scene, work));
  }

  private Future<Segment> segment(Montage film, int scene, Work work) {
    Future<List<Shot>> before =
        film.isBlended(scene)
            ? opened(film, scene - 1, work).map(List::of)
            : Future.succeededFuture(List.of());
    return before.compose(
        old ->
            opened(film, scene, work)
                .map(shot -> order(film, scene, shot, old))
                .compose(
                    order -> work.guard(composer.id(), () -> composer.segment(order, work.call())))
                .compose(file -> work.keep(file, "video/mp4"))
                .map(file -> new Segment(file, film.frames(scene), composer.make())));
  }

  private static SegmentOrder order(Montage film, int scene, Shot shot, List<Shot> before) {
    var brief = film.brief();
    return new SegmentOrder(
        shot,
        before.isEmpty() ? null : before.get(0),
        film.fadeFrames(scene),
        isLast(film, scene),
        brief.size(),
        brief.fps(),
        brief.captions(),
        film.cues(scene));
  }

  private static boolean isLast(Montage film, int scene) {
    return scene == film.scenes() - 1;
  }

  private static Future<Shot> opened(Montage film, int scene, Work work) {
    return work.open(film.visual(scene).file()).map(file -> film.shot(scene, file));
  }

  private Future<Soundtrack> soundtrack(Montage film, Work work) {
    if (!film.isHeard()) {
      return Future.succeededFuture(new Soundtrack(null));
    }
    return Each.inTurn(speech(film), work::open)
        .compose(
            speech ->
                Each.orNone(film.brief().music(), work::open)
                    .map(music -> new SoundtrackOrder(film.timeline(), speech, music.orElse(null))))
        .compose(order -> work.guard(composer.id(), () -> composer.soundtrack(order, work.call())))
        .compose(file -> work.keep(file, "audio/mp4"))
        .map(Soundtrack::new);
  }

  private static List<ArtifactRef> speech(Montage film) {
    var spoken =
        film.narrations().stream()
            .flatMap(narration -> Stream.ofNullable(narration.audio()))
            .toList();
    if (!spoken.isEmpty() && spoken.size() < film.scenes()) {
      throw new Failed(FailureKind.INTERNAL, "some scenes are spoken and others are silent");
    }
    return spoken;
  }
}
