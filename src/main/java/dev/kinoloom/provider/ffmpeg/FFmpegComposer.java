package dev.kinoloom.provider.ffmpeg;

import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.FrameSize;
import dev.kinoloom.provider.Blocking;
import dev.kinoloom.provider.Call;
import dev.kinoloom.provider.Composer;
import dev.kinoloom.provider.Fonts;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Films by FFmpeg, each order a run or a few of it. */
public final class FFmpegComposer implements Composer {
  private static final int THUMBNAIL_WIDTH = 1280;

  private final FFmpeg ffmpeg;
  private final Encoding encoding;
  private final Blocking blocking;
  private final Segments segments;
  private final Soundtracks soundtracks;
  private final Joins joins;
  private final Verification verification;

  /**
   * A composer.
   *
   * @param encoder from {@link EncoderChoice}
   * @param threads of one encoder, 0 = as many as it likes; with several segments at once, the
   *     processors divided among them
   */
  public FFmpegComposer(
      FFmpeg ffmpeg, String encoder, int threads, Fonts fonts, Blocking blocking) {
    this(ffmpeg, new Encoding(encoder, threads), fonts, blocking);
  }

  FFmpegComposer(FFmpeg ffmpeg, Encoding encoding, Fonts fonts, Blocking blocking) {
    this.ffmpeg = ffmpeg;
    this.encoding = encoding;
    this.blocking = blocking;
    this.segments = new Segments(ffmpeg, encoding, new CaptionTrack(fonts));
    this.soundtracks = new Soundtracks(ffmpeg);
    this.joins = new Joins(ffmpeg);
    this.verification = new Verification(ffmpeg);
  }

  @Override
  public String id() {
    return FFmpeg.ID;
  }

  @Override
  public String make() {
    return "ffmpeg %s %s".formatted(ffmpeg.capabilities().version(), encoding.encoder());
  }

  @Override
  public Future<Path> segment(SegmentOrder order, Call call) {
    return done(() -> segments.make(order, call));
  }

  @Override
  public Future<Path> soundtrack(SoundtrackOrder order, Call call) {
    return done(() -> soundtracks.make(order, call));
  }

  @Override
  public Future<Path> join(JoinOrder order, Call call) {
    return done(() -> joins.make(order, call));
  }

  @Override
  public Future<Findings> verify(VerifyOrder order, Call call) {
    return done(() -> verification.look(order, call));
  }

  @Override
  public Future<Path> thumbnail(Shot shot, FrameSize size, Call call) {
    return done(() -> thumbnailed(shot, size, call));
  }

  private Path thumbnailed(Shot shot, FrameSize size, Call call) throws IOException {
    try (var work = Workbench.open(call, "thumbnail-")) {
      int width = Math.min(THUMBNAIL_WIDTH, size.width());
      int height = 2 * Math.round((float) size.height() * width / size.width() / 2);
      var words = new ArrayList<>(shot.clip() ? Trust.clips() : Trust.pictures());
      words.addAll(List.of("-i", work.link(shot.file(), "shown"), "-map", "0:v:0"));
      String cover =
          "crop=w='min(iw,ih*%1$d/%2$d)':h='min(ih,iw*%2$d/%1$d)',scale=%3$d:%4$d:flags=lanczos"
              .formatted(size.width(), size.height(), width, height);
      words.addAll(List.of("-vf", cover + ":out_range=pc,setsar=1,format=yuvj420p"));
      words.addAll(List.of("-frames:v", "1", "-q:v", "3", "-f", "mjpeg"));
      words.addAll(List.of("-fflags", "+bitexact", work.name("thumbnail.jpg")));
      ffmpeg.run(words, call);
      return work.keep("thumbnail.jpg");
    }
  }

  /** Files that cannot be written are a matter of the machine. */
  private <T> Future<T> done(Callable<T> work) {
    return blocking
        .run(work)
        .recover(
            e -> Future.failedFuture(e instanceof IOException failed ? withoutRoom(failed) : e));
  }

  private static Failed withoutRoom(IOException e) {
    return FFmpeg.failed(
        FailureKind.RESOURCES,
        "temporary files cannot be written: make room on the disk, then ask again",
        e);
  }
}
