package dev.kinoloom.stage;

import dev.kinoloom.domain.Brief.OwnMedia;
import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.pipeline.Assignment;
import dev.kinoloom.pipeline.Work;
import dev.kinoloom.provider.ImageProvider.Request;
import dev.kinoloom.stage.Artifacts.SceneVisual;
import dev.kinoloom.stage.media.MediaKind;
import dev.kinoloom.stage.media.PictureFile;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pictures and clips that a brief brings for its scenes. */
final class OwnVisual {
  /** Who gave what is shown. */
  static final String ID = "own";

  private static final Logger LOG = LoggerFactory.getLogger(OwnVisual.class);

  private final PictureDisk disk;

  OwnVisual(PictureDisk disk) {
    this.disk = disk;
  }

  /** What is given for the scene of this task. */
  static Optional<OwnMedia> of(Assignment work) {
    return work.job().brief().media().stream()
        .filter(m -> m.scene() == work.task().part() + 1)
        .findFirst();
  }

  /**
   * Scenes for which somebody gave a picture and which do not exist; looked for with the first
   * scene. Whoever gave it would miss it in the video, and is told before one is made.
   */
  static List<Integer> strays(Assignment work) {
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

  /** What to say of {@link #strays} in a video of so many scenes. */
  static Failed noSuchScenes(List<Integer> strays, int scenes) {
    var named = strays.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return new Failed(
        FailureKind.VALIDATION,
        "an own picture or clip is given for scene %s, but the video has %s: give it for one of these"
            .formatted(named, scenes == 1 ? "1 scene" : scenes + " scenes"));
  }

  /**
   * The own file, if it can be shown: a clip as it is, a picture made to cover the sheet. Fails
   * with {@link Failed} UNSUPPORTED or VALIDATION where it is neither.
   */
  Future<SceneVisual> shown(Work work, OwnMedia own, Request request) {
    var target = work.call().scratch().resolve("own-%03d.jpg".formatted(request.scene()));
    return work.open(own.file())
        .compose(file -> disk.run(() -> prepare(file, request, target)))
        .compose(
            kind ->
                kind == MediaKind.CLIP
                    ? Future.succeededFuture(
                        new SceneVisual(own.file(), true, 0, 0, ID, "own-clip"))
                    : work.keep(target, "image/jpeg")
                        .map(
                            kept ->
                                new SceneVisual(
                                    kept,
                                    false,
                                    request.width(),
                                    request.height(),
                                    ID,
                                    "own-picture")));
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
}
