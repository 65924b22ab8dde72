package dev.kinoloom.api;

import dev.kinoloom.artifact.ArtifactStore;
import dev.kinoloom.domain.ArtifactRef;
import dev.kinoloom.domain.Brief;
import dev.kinoloom.domain.Brief.OwnMedia;
import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.Invalid;
import dev.kinoloom.provider.Blocking;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Looks whether the own pictures, clips and music that a brief names are there and are such. */
final class OwnFiles {
  private final ArtifactStore artifacts;
  private final Blocking blocking;

  OwnFiles(ArtifactStore artifacts, Blocking blocking) {
    this.artifacts = artifacts;
    this.blocking = blocking;
  }

  /** The brief with the files as they really are; fails with {@link Invalid}. */
  Future<Brief> check(int key, Brief brief) {
    var music = brief.music();
    if (music == null && brief.media().isEmpty()) {
      return Future.succeededFuture(brief);
    }
    Future<@Nullable ArtifactRef> heard =
        music == null
            ? Future.succeededFuture()
            : look(key, music, "music", KnownMedia::isSound, "a piece of music").map(ref -> ref);
    return heard.compose(
        sound -> media(key, brief.media()).map(media -> with(brief, media, sound)));
  }

  /** One after the other: a request must not open hundreds of files at once. */
  private Future<List<OwnMedia>> media(int key, List<OwnMedia> given) {
    Future<List<OwnMedia>> all = Future.succeededFuture(new ArrayList<>());
    for (int i = 0; i < given.size(); i++) {
      var one = given.get(i);
      var field = "media[%d].file".formatted(i);
      all =
          all.compose(
              before ->
                  look(key, one.file(), field, KnownMedia::isPicture, "a picture or clip")
                      .map(
                          file -> {
                            before.add(new OwnMedia(one.scene(), file));
                            return before;
                          }));
    }
    return all;
  }

  private Future<ArtifactRef> look(
      int key, ArtifactRef file, String field, Predicate<String> fits, String wanted) {
    return artifacts
        .open(key, file)
        .compose(
            local ->
                blocking.run(() -> KnownMedia.read(local.path())).onComplete(done -> local.close()))
        .map(
            found -> {
              var type =
                  found
                      .filter(fits)
                      .orElseThrow(() -> new Invalid(field, "is not " + wanted + " that is known"));
              return new ArtifactRef(file.sha256(), file.bytes(), type);
            })
        .recover(cause -> Future.failedFuture(missing(cause, field)));
  }

  private static Throwable missing(Throwable cause, String field) {
    return cause instanceof Failed failed && failed.kind() == FailureKind.VALIDATION
        ? new Invalid(field, "is not stored; send the file to POST /api/media first")
        : cause;
  }

  private static Brief with(Brief b, List<OwnMedia> media, @Nullable ArtifactRef music) {
    return new Brief(
        b.source(),
        b.title(),
        b.kind(),
        b.seconds(),
        b.size(),
        b.fps(),
        b.voice(),
        b.style(),
        b.captions(),
        b.preset(),
        b.language(),
        b.audience(),
        b.goal(),
        b.crossFadeMillis(),
        media,
        music,
        b.clips());
  }
}
