package dev.kinoloom.stage;

import dev.kinoloom.domain.Brief.OwnMedia;
import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.Likeness;
import dev.kinoloom.domain.Script;
import dev.kinoloom.pipeline.Assignment;
import dev.kinoloom.pipeline.JobView;
import dev.kinoloom.pipeline.Retries;
import dev.kinoloom.pipeline.Stage;
import dev.kinoloom.pipeline.StageSpec;
import dev.kinoloom.pipeline.TaskPlan;
import dev.kinoloom.pipeline.Work;
import dev.kinoloom.provider.Blocking;
import dev.kinoloom.provider.ImageProvider;
import dev.kinoloom.provider.ImageProvider.Picture;
import dev.kinoloom.provider.ImageProvider.Request;
import dev.kinoloom.stage.Artifacts.SceneVisual;
import dev.kinoloom.stage.media.PictureFile;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives each scene something to look at: the own picture or clip of the brief, otherwise the
 * generated clip that it asks for, otherwise what the first provider of pictures gives that can.
 * What fails for good is replaced by the next, and the visual says so ({@code drawn for own}); the
 * job does not fail for it.
 */
public final class VisualsStage implements Stage {
  private static final Logger LOG = LoggerFactory.getLogger(VisualsStage.class);
  private static final StageSpec SPEC =
      new StageSpec("visuals", "Visuals", 4, 2, 15, Duration.ofMinutes(5), Retries.LOCAL);

  /** Who was to film where nobody does. */
  private static final String CLIPS = "clips";

  private final List<ImageProvider> providers;
  private final PictureDisk disk;
  private final OwnVisual own;
  private final @Nullable GeneratedClip clips;

  /** One that has no clips. */
  public VisualsStage(List<ImageProvider> providers, Blocking blocking) {
    this(providers, null, blocking);
  }

  /**
   * {@code providers}: of pictures, in the order they are asked; the last one always has an answer.
   * {@code clips}: where those come from that a brief asks for; null = from nowhere.
   */
  public VisualsStage(
      List<ImageProvider> providers, @Nullable GeneratedClip clips, Blocking blocking) {
    if (providers.isEmpty()) {
      throw new IllegalArgumentException("no provider of pictures");
    }
    this.providers = List.copyOf(providers);
    this.disk = new PictureDisk(blocking);
    this.own = new OwnVisual(disk);
    this.clips = clips;
  }

  /** All that a visual depends on. The title and the number of scenes are shown on it. */
  private record Inputs(
      String title,
      String language,
      int scenes,
      Script.Scene scene,
      int width,
      int height,
      String style,
      List<String> providers,
      @Nullable OwnMedia own,
      List<Integer> strays,
      @Nullable List<String> clip) {}

  @Override
  public StageSpec spec() {
    return SPEC;
  }

  @Override
  public List<TaskPlan> plan(JobView job) {
    return job.find(Artifacts.SCRIPT, 0).map(VisualsStage::oneForEachScene).orElse(List.of());
  }

  private static List<TaskPlan> oneForEachScene(Script script) {
    var needs = List.of(Artifacts.SCRIPT.part(0));
    return IntStream.range(0, script.scenes().size())
        .mapToObj(i -> new TaskPlan(i, needs, 1))
        .toList();
  }

  @Override
  public Object fingerprint(Assignment work) {
    var request = request(work);
    return new Inputs(
        request.script().title(),
        request.script().language(),
        request.script().scenes().size(),
        request.current(),
        request.width(),
        request.height(),
        request.style(),
        providers.stream().map(ImageProvider::id).toList(),
        OwnVisual.of(work).orElse(null),
        OwnVisual.strays(work),
        wantsClip(work) ? filmedBy() : null);
  }

  /** An own picture or clip takes the place of a generated one, too. */
  private static boolean wantsClip(Assignment work) {
    var wanted = work.job().brief().clips();
    return wanted != null && work.task().part() < wanted && OwnVisual.of(work).isEmpty();
  }

  private List<String> filmedBy() {
    return clips == null ? List.of() : List.of(clips.provider().name(), clips.provider().model());
  }

  @Override
  public Likeness likeness(Work work) {
    var request = request(work);
    if (wantsClip(work) && clips != null) {
      return Likeness.of(SPEC.name(), clips.provider().name(), clips.provider().model(), 1);
    }
    var first = providers.stream().findFirst().map(ImageProvider::id).orElse("");
    return Likeness.of(
        SPEC.name(),
        OwnVisual.of(work).isPresent() ? OwnVisual.ID : first,
        "",
        request.width() * (request.height() / 1000.0));
  }

  @Override
  public Future<?> run(Work work) {
    var request = request(work);
    var strays = OwnVisual.strays(work);
    if (!strays.isEmpty()) {
      return Future.failedFuture(OwnVisual.noSuchScenes(strays, request.script().scenes().size()));
    }
    return OwnVisual.of(work)
        .<Future<?>>map(
            given -> own.shown(work, given, request).recover(e -> insteadOfOwn(work, e, request)))
        .orElseGet(() -> wantsClip(work) ? filmed(work, request) : made(work, request, 0, ""));
  }

  @Override
  public Future<?> stop(Work work) {
    return clips == null ? Future.succeededFuture() : clips.end(work);
  }

  private Future<?> filmed(Work work, Request request) {
    var from = clips;
    return from == null
        ? made(work, request, 0, CLIPS)
        : from.made(work, ClipPrompt.of(request))
            .recover(e -> insteadOfClip(work, e, from, request).map(Object.class::cast));
  }

  /** What may still be filmed there is ended; where that cannot be done an operator sees it. */
  private Future<SceneVisual> insteadOfClip(
      Work work, Throwable e, GeneratedClip from, Request request) {
    var name = from.provider().name();
    return instead(work, e, name)
        .compose(none -> from.end(work).otherwiseEmpty())
        .compose(ended -> made(work, request, 0, name));
  }

  private Future<SceneVisual> insteadOfOwn(Work work, Throwable e, Request request) {
    return instead(work, e, OwnVisual.ID).compose(x -> made(work, request, 0, OwnVisual.ID));
  }

  private static Request request(Assignment work) {
    var brief = work.job().brief();
    var script = work.job().read(Artifacts.SCRIPT, 0);
    return new Request(script, work.task().part() + 1, brief.size(), brief.style());
  }

  /** {@code standsFor}: what was tried before, or empty. */
  private Future<SceneVisual> made(Work work, Request request, int index, String standsFor) {
    var provider = providers.get(index);
    var made = fromProvider(work, request, provider, standsFor);
    return index == providers.size() - 1
        ? made
        : made.recover(
            e ->
                instead(work, e, provider.id())
                    .compose(
                        x -> made(work, request, index + 1, joined(standsFor, provider.id()))));
  }

  private static String joined(String before, String id) {
    return before.isEmpty() ? id : before + ", " + id;
  }

  private Future<SceneVisual> fromProvider(
      Work work, Request request, ImageProvider provider, String standsFor) {
    var by = standsFor.isEmpty() ? provider.id() : provider.id() + " for " + standsFor;
    return work.guard(provider.id(), () -> provider.picture(request, work.call()))
        .compose(picture -> disk.run(() -> fitted(picture, request, work)))
        .compose(
            picture ->
                work.keep(picture.file(), mediaType(picture.file()))
                    .map(
                        kept ->
                            new SceneVisual(
                                kept,
                                false,
                                picture.width(),
                                picture.height(),
                                by,
                                picture.layout())));
  }

  /** Whatever a provider gives is made to cover the sheet; what nobody can read is bad output. */
  private static Picture fitted(Picture picture, Request request, Work work) throws IOException {
    var file = new PictureFile(picture.file());
    if (file.is(request.width(), request.height())) {
      file.check(request.width(), request.height());
      return picture;
    }
    var target = work.call().scratch().resolve("fitted-%03d.jpg".formatted(request.scene()));
    file.cover(request.width(), request.height(), target);
    return new Picture(target, request.width(), request.height(), picture.layout());
  }

  private static String mediaType(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".png") ? "image/png" : "image/jpeg";
  }

  /** Goes on to the next when another attempt would not help, or none is left. */
  private static Future<@Nullable Void> instead(Work work, Throwable e, String failed) {
    boolean again =
        !(e instanceof Failed f)
            || (f.kind().retryable()
                && f.kind() != FailureKind.BAD_OUTPUT
                && work.attempt() < SPEC.retries().most());
    if (again || work.call().stopped()) {
      return Future.failedFuture(e);
    }
    LOG.warn(
        "visuals.replaced scene={} provider={} reason={}",
        work.task().part() + 1,
        failed,
        e.getMessage());
    var why = e instanceof Failed told ? told.failure().message() : "something went wrong";
    work.call().progress(0.1, "%s cannot be shown: %s".formatted(failed, why));
    return Future.succeededFuture();
  }
}
