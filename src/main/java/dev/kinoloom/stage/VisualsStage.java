package dev.kinoloom.stage;

import dev.kinoloom.domain.Brief.OwnMedia;
import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.Likeness;
import dev.kinoloom.domain.Script;
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
import dev.kinoloom.stage.media.MediaKind;
import dev.kinoloom.stage.media.PictureFile;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives each scene something to look at: the own picture or clip of the brief, otherwise what the
 * first provider gives that can. What fails for good is replaced by the next, and the visual says
 * so ({@code drawn for own}); the job does not fail for it.
 */
public final class VisualsStage implements Stage {
  private static final Logger LOG = LoggerFactory.getLogger(VisualsStage.class);
  private static final String OWN = "own";
  private static final StageSpec SPEC =
      new StageSpec("visuals", "Visuals", 4, 2, 15, Duration.ofMinutes(5), Retries.LOCAL);

  private final List<ImageProvider> providers;
  private final Blocking blocking;

  /** {@code providers}: in the order they are asked; the last one always has an answer. */
  public VisualsStage(List<ImageProvider> providers, Blocking blocking) {
    if (providers.isEmpty()) {
      throw new IllegalArgumentException("no provider of pictures");
    }
    this.providers = List.copyOf(providers);
    this.blocking = blocking;
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
      List<Integer> strays) {}

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
  public Object fingerprint(Work work) {
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
        own(work).orElse(null),
        strays(work));
  }

  @Override
  public Likeness likeness(Work work) {
    var request = request(work);
    var first = providers.stream().findFirst().map(ImageProvider::id).orElse("");
    return Likeness.of(
        SPEC.name(),
        own(work).isPresent() ? OWN : first,
        "",
        request.width() * (request.height() / 1000.0));
  }

  @Override
  public Future<SceneVisual> run(Work work) {
    var request = request(work);
    var strays = strays(work);
    if (!strays.isEmpty()) {
      return Future.failedFuture(noSuchScenes(strays, request.script().scenes().size()));
    }
    return own(work)
        .map(
            own ->
                shown(work, own, request)
                    .recover(e -> instead(work, e, OWN).compose(x -> made(work, request, 0, OWN))))
        .orElseGet(() -> made(work, request, 0, ""));
  }

  /**
   * Scenes for which somebody gave a picture and which do not exist; looked for with the first
   * scene. Whoever gave it would miss it in the video, and is told before one is made.
   */
  private static List<Integer> strays(Work work) {
    if (work.task().part() > 0) {
      return List.of();
    }
    int scenes = work.job().read(Artifacts.SCRIPT, 0).scenes().size();
    return work.job().brief().media().stream()
        .map(OwnMedia::scene)
        .filter(scene -> scene > scenes)
        .sorted()
        .toList();
  }

  private static Failed noSuchScenes(List<Integer> strays, int scenes) {
    var named = strays.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return new Failed(
        FailureKind.VALIDATION,
        "an own picture or clip is given for scene %s, but the video has %s: give it for one of these"
            .formatted(named, scenes == 1 ? "1 scene" : scenes + " scenes"));
  }

  private static Request request(Work work) {
    var brief = work.job().brief();
    var script = work.job().read(Artifacts.SCRIPT, 0);
    return new Request(script, work.task().part() + 1, brief.size(), brief.style());
  }

  private static Optional<OwnMedia> own(Work work) {
    return work.job().brief().media().stream()
        .filter(m -> m.scene() == work.task().part() + 1)
        .findFirst();
  }

  /** The own file, if it can be shown. */
  private Future<SceneVisual> shown(Work work, OwnMedia own, Request request) {
    var target = work.call().scratch().resolve("own-%03d.jpg".formatted(request.scene()));
    return work.open(own.file())
        .compose(file -> onDisk(() -> prepare(file, request, target)))
        .compose(
            kind ->
                kind == MediaKind.CLIP
                    ? Future.succeededFuture(
                        new SceneVisual(own.file(), true, 0, 0, OWN, "own-clip"))
                    : work.keep(target, "image/jpeg")
                        .map(
                            kept ->
                                new SceneVisual(
                                    kept,
                                    false,
                                    request.width(),
                                    request.height(),
                                    OWN,
                                    "own-picture")));
  }

  private <T> Future<T> onDisk(Callable<T> work) {
    return blocking
        .run(work)
        .recover(
            e ->
                Future.failedFuture(
                    e instanceof IOException
                        ? new Failed(
                            FailureKind.RESOURCES,
                            "a picture cannot be read or written: look whether the disk is full",
                            "a picture cannot be read or written: " + e,
                            e)
                        : e));
  }

  private static MediaKind prepare(Path file, Request request, Path target) throws IOException {
    var kind = MediaKind.of(file);
    switch (kind) {
      case PICTURE -> new PictureFile(file).cover(request.width(), request.height(), target);
      case CLIP -> LOG.debug("visuals.clip scene={}", request.scene());
      case OTHER_PICTURE ->
          throw new Failed(
              FailureKind.UNSUPPORTED,
              "a picture of this kind is not read: save it as PNG or JPEG");
      case UNKNOWN ->
          throw new Failed(
              FailureKind.VALIDATION,
              "the file is neither a picture (PNG, JPEG, GIF, BMP) nor a clip (MP4, MOV, WebM,"
                  + " MKV, AVI)");
    }
    return kind;
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
        .compose(picture -> onDisk(() -> fitted(picture, request, work)))
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
