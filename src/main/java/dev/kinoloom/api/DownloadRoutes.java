package dev.kinoloom.api;

import dev.kinoloom.artifact.ArtifactStore;
import dev.kinoloom.domain.ArtifactRef;
import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.JobProgress;
import dev.kinoloom.domain.JobSummary;
import dev.kinoloom.domain.Video;
import dev.kinoloom.http.Contract;
import dev.kinoloom.http.FileAnswer;
import dev.kinoloom.http.FileNames;
import dev.kinoloom.http.OwnJobs;
import dev.kinoloom.http.ParameterCheck;
import dev.kinoloom.http.Problem;
import dev.kinoloom.http.Rejection;
import dev.kinoloom.http.Routes;
import dev.kinoloom.store.JobStore;
import dev.kinoloom.store.Progresses;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Locale;

/** The files of a completed job. */
public final class DownloadRoutes implements Routes {
  /** What can be downloaded; the names are those of the contract. */
  private enum Part {
    VIDEO("video/mp4", "mp4"),
    SRT("application/x-subrip", "srt"),
    VTT("text/vtt", "vtt"),
    THUMBNAIL("image/jpeg", "jpg"),
    METADATA("application/json", "json");

    private final String mediaType;
    private final String extension;

    Part(String mediaType, String extension) {
      this.mediaType = mediaType;
      this.extension = extension;
    }

    ArtifactRef of(Video video) {
      return switch (this) {
        case VIDEO -> video.file();
        case SRT -> video.srt();
        case VTT -> video.vtt();
        case THUMBNAIL -> video.thumbnail();
        case METADATA -> video.metadata();
      };
    }
  }

  private final Contract contract;
  private final OwnJobs own;
  private final Progresses progresses;
  private final ArtifactStore artifacts;

  public DownloadRoutes(
      Contract contract, JobStore jobs, Progresses progresses, ArtifactStore artifacts) {
    this.contract = contract;
    this.own = new OwnJobs(jobs);
    this.progresses = progresses;
    this.artifacts = artifacts;
  }

  @Override
  public void mount(Router router) {
    contract.mount(router, "downloadVideo", this::download);
    contract.mount(router, "lookAtVideo", this::download);
  }

  private void download(RoutingContext ctx) {
    var name = ParameterCheck.of(ctx).getString("part", "video");
    var part = Part.valueOf(name.toUpperCase(Locale.ROOT));
    own.find(ctx)
        .compose(job -> progresses.now(job.job()).compose(p -> send(ctx, job, p, part)))
        .onFailure(ctx::fail);
  }

  private Future<Void> send(RoutingContext ctx, JobSummary job, JobProgress progress, Part part) {
    // only the time left depends on the time
    var status = progress.status(Instant.EPOCH);
    var video = status.video();
    if (video == null) {
      return Future.failedFuture(notThere(status.phase().written()));
    }
    var ref = part.of(video);
    return artifacts
        .open(job.key(), ref)
        .recover(cause -> Future.failedFuture(gone(cause)))
        .compose(
            local ->
                new FileAnswer(
                        local.path(),
                        ref.bytes(),
                        part.mediaType,
                        ref.sha256(),
                        FileNames.attachment(video.title(), "video-" + job.job(), part.extension))
                    .send(ctx)
                    .onComplete(done -> local.close()));
  }

  private static Rejection notThere(String status) {
    return Problem.of(
            409,
            "not-completed",
            "The job has no video",
            "the job is %s; only a completed one has a video".formatted(status))
        .rejection();
  }

  private static Throwable gone(Throwable cause) {
    return cause instanceof Failed failed && failed.kind() == FailureKind.VALIDATION
        ? Problem.of(410, "gone", "The file is no longer kept", "the job's files were removed")
            .rejection()
        : cause;
  }
}
