package dev.kinoloom.stage;

import dev.kinoloom.codec.Json;
import dev.kinoloom.domain.ArtifactRef;
import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.Video;
import dev.kinoloom.domain.caption.CaptionFile;
import dev.kinoloom.domain.caption.Cue;
import dev.kinoloom.pipeline.Work;
import dev.kinoloom.provider.Blocking;
import dev.kinoloom.provider.Composer;
import dev.kinoloom.provider.Composer.Findings;
import dev.kinoloom.provider.Composer.JoinOrder;
import dev.kinoloom.provider.Composer.VerifyOrder;
import dev.kinoloom.stage.Artifacts.Segment;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last step: segments and soundtrack joined, looked over, and kept with all that goes with
 * them. Nothing is kept before the inspection is passed.
 */
final class Finish {
  private final Composer composer;
  private final Blocking blocking;
  private final int version;
  private final Montage film;
  private final List<Segment> segments;
  private final Work work;

  /** {@code segments}: the film's, of one make. */
  Finish(
      Composer composer,
      Blocking blocking,
      int version,
      Montage film,
      List<Segment> segments,
      Work work) {
    this.composer = composer;
    this.blocking = blocking;
    this.version = version;
    this.film = film;
    this.segments = segments;
    this.work = work;
  }

  /** A file that is ready to be kept, and what is known of it. */
  private record Passed(Path file, Findings findings) {}

  /** What goes with a video. */
  private record Extras(
      ArtifactRef srt, ArtifactRef vtt, ArtifactRef thumbnail, ArtifactRef metadata) {}

  Future<Video> run() {
    return joined()
        .compose(this::inspected)
        .compose(
            passed ->
                extras(passed)
                    .compose(
                        extras ->
                            work.keep(passed.file(), "video/mp4")
                                .map(file -> video(file, extras, passed.findings()))));
  }

  private Future<Path> joined() {
    work.call().progress(0.05, "joining");
    var sound = film.soundtrack().file();
    return Each.inTurn(segments.stream().map(Segment::file).toList(), work::open)
        .compose(
            files -> Each.orNone(sound, work::open).map(track -> order(files, track.orElse(null))))
        .compose(order -> work.guard(composer.id(), () -> composer.join(order, work.call())));
  }

  private JoinOrder order(List<Path> files, @Nullable Path soundtrack) {
    var script = film.script();
    return new JoinOrder(files, film.timeline(), soundtrack, script.title(), script.language());
  }

  private Future<Passed> inspected(Path file) {
    work.call().progress(0.4, "inspecting");
    var order =
        new VerifyOrder(file, film.timeline(), film.brief().size(), film.isHeard(), film.clips());
    return work.guard(composer.id(), () -> composer.verify(order, work.call()))
        .map(findings -> new Passed(file, findings));
  }

  private Future<Extras> extras(Passed passed) {
    work.call().progress(0.8, "captions and thumbnail");
    var cues = film.allCues();
    expectCaptions(cues);
    return written("captions.srt", CaptionFile.srt(cues), "application/x-subrip")
        .compose(
            srt ->
                written("captions.vtt", CaptionFile.vtt(cues), "text/vtt")
                    .compose(
                        vtt ->
                            thumbnail()
                                .compose(
                                    thumbnail ->
                                        metadata(passed)
                                            .map(
                                                metadata ->
                                                    new Extras(srt, vtt, thumbnail, metadata)))));
  }

  private static void expectCaptions(List<Cue> cues) {
    if (cues.isEmpty()) {
      throw new Failed(FailureKind.BAD_OUTPUT, "the video has no captions");
    }
  }

  private Future<ArtifactRef> thumbnail() {
    return work.open(film.visual(0).file())
        .map(file -> film.shot(0, file))
        .compose(
            shot ->
                work.guard(
                    composer.id(),
                    () -> composer.thumbnail(shot, film.brief().size(), work.call())))
        .compose(file -> work.keep(file, "image/jpeg"));
  }

  private Future<ArtifactRef> metadata(Passed passed) {
    return blocking
        .run(() -> Files.size(passed.file()))
        .map(bytes -> VideoMetadata.of(film, passed.findings(), bytes, composer.make(), version))
        .compose(
            metadata -> written("metadata.json", Json.forPeople(metadata), "application/json"));
  }

  private Future<ArtifactRef> written(String name, String text, String mediaType) {
    return blocking
        .run(
            () -> {
              try {
                return Files.writeString(work.call().scratch().resolve(name), text);
              } catch (IOException e) {
                throw new Failed(
                    FailureKind.RESOURCES, "temporary files cannot be written: make room", e);
              }
            })
        .compose(file -> work.keep(file, mediaType));
  }

  private Video video(ArtifactRef file, Extras extras, Findings findings) {
    return new Video(
        file,
        extras.srt(),
        extras.vtt(),
        extras.thumbnail(),
        extras.metadata(),
        film.script().title(),
        findings.durationMillis(),
        film.brief().size(),
        film.brief().fps(),
        findings.frames(),
        findings.videoCodec(),
        findings.audioCodec(),
        findings.loudnessLufs());
  }
}
