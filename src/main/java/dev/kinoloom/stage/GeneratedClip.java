package dev.kinoloom.stage;

import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.PaidCall.Known;
import dev.kinoloom.pipeline.InDoubt;
import dev.kinoloom.pipeline.LookAgain;
import dev.kinoloom.pipeline.Work;
import dev.kinoloom.provider.Blocking;
import dev.kinoloom.provider.ClipProvider;
import dev.kinoloom.provider.ClipProvider.Done;
import dev.kinoloom.provider.ClipProvider.Look;
import dev.kinoloom.provider.ClipProvider.Over;
import dev.kinoloom.provider.ClipProvider.Underway;
import dev.kinoloom.provider.ClipWish;
import dev.kinoloom.provider.Inspection;
import dev.kinoloom.stage.Artifacts.SceneVisual;
import io.vertx.core.Future;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * A clip that somebody films elsewhere, for money: asked for once, looked at now and then from
 * whichever node, fetched when it is done, and ended there when nobody wants it any more.
 */
public final class GeneratedClip {
  private static final String MEDIA_TYPE = "video/mp4";
  private static final String LAYOUT = "generated-clip";

  private final ClipProvider clips;
  private final Inspection inspection;
  private final PictureDisk disk;
  private final ClipPatience patience;
  private final ClipAnswers answers;
  private final ClipOrder order;

  /** {@code inspection}: by those who decode it later. */
  public GeneratedClip(
      ClipProvider clips, Inspection inspection, Blocking blocking, ClipPatience patience) {
    this.clips = clips;
    this.inspection = inspection;
    this.disk = new PictureDisk(blocking);
    this.patience = patience;
    this.answers = new ClipAnswers(clips.name(), patience);
    this.order = new ClipOrder(clips, answers);
  }

  /** Who films it. */
  ClipProvider provider() {
    return clips;
  }

  /**
   * The {@link SceneVisual}, {@link LookAgain} or {@link InDoubt}. Fails with {@link Failed}
   * BAD_OUTPUT, or of a kind that is not worth another try, when there will be no clip.
   */
  public Future<Object> made(Work work, ClipWish wish) {
    return work.paid()
        .standing()
        .compose(
            standing -> {
              var step = ClipStep.next(standing, work.waited(), patience);
              if (step instanceof ClipStep.Ask) {
                return order.place(work, wish);
              }
              if (step instanceof ClipStep.Look look) {
                return look(work, look);
              }
              if (step instanceof ClipStep.Doubt) {
                return answers.doubt("nobody knows whether %s was asked".formatted(clips.name()));
              }
              var why = step instanceof ClipStep.Ended ? "had ended it before." : "took too long.";
              return answers.none(clips.name() + " " + why);
            });
  }

  /** Ends what is known there. Fails while the provider has not heard of that. */
  public Future<Void> end(Work work) {
    return work.paid()
        .standing()
        .compose(
            standing ->
                standing
                    .filter(call -> call.known() == Known.HANDLE)
                    .map(
                        call ->
                            order.cancel(
                                work,
                                call.id(),
                                Objects.requireNonNull(call.handle()),
                                "cancelled there"))
                    .orElse(Future.succeededFuture()));
  }

  private Future<Object> look(Work work, ClipStep.Look at) {
    return work.guard(clips.name(), () -> clips.look(at.handle(), work.call()))
        .compose(look -> seen(work, at, look), e -> answers.afterLook(work, e));
  }

  private Future<Object> seen(Work work, ClipStep.Look at, Look look) {
    if (look instanceof Underway underway) {
      var fraction = underway.fraction();
      return answers.later(work, Duration.ZERO, fraction == null ? Double.NaN : fraction);
    }
    return look instanceof Over over
        ? work.paid()
            .voided(at.call(), at.handle(), over.why())
            .compose(none -> answers.none(over.why()))
        : fetch(work, at, ((Done) look).output());
  }

  private Future<Object> fetch(Work work, ClipStep.Look at, URI output) {
    var target = work.call().scratch().resolve("clip-%03d.mp4".formatted(work.task().part() + 1));
    return work.guard(clips.name(), () -> clips.fetch(output, target, work.call()))
        .compose(file -> admitted(work, at, file), e -> answers.afterFetch(work, e));
  }

  /** What cannot be shown is paid for all the same. */
  private Future<Object> admitted(Work work, ClipStep.Look at, Path file) {
    return disk.run(() -> inspection.admit(file, MEDIA_TYPE, work.call()))
        .compose(
            good -> kept(work, at, file),
            e ->
                e instanceof Failed failed && failed.kind() == FailureKind.VALIDATION
                    ? work.paid()
                        .fetched(at.call(), at.handle())
                        .compose(none -> answers.none("The clip " + failed.failure().message()))
                    : Future.failedFuture(e));
  }

  private Future<Object> kept(Work work, ClipStep.Look at, Path file) {
    return work.keep(file, MEDIA_TYPE)
        .compose(
            kept ->
                work.paid()
                    .fetched(at.call(), at.handle())
                    .map(ours -> new SceneVisual(kept, true, 0, 0, clips.name(), LAYOUT)));
  }
}
