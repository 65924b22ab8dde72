package dev.kinoloom.chaos;

import dev.kinoloom.domain.ArtifactRef;
import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.pipeline.JobView;
import dev.kinoloom.pipeline.LookAgain;
import dev.kinoloom.pipeline.Stage;
import dev.kinoloom.pipeline.StageSpec;
import dev.kinoloom.pipeline.TaskPlan;
import dev.kinoloom.pipeline.Work;
import dev.kinoloom.provider.Blocking;
import dev.kinoloom.store.PaidCalls;
import dev.kinoloom.store.PaidCalls.Known;
import dev.kinoloom.store.PaidCalls.Standing;
import dev.kinoloom.store.StoreUnavailable;
import io.vertx.core.Future;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Visuals of which the first is a clip that is paid for, where the title asks for one; all others
 * are whimsical. A create is written down before it is sent, and its handle after it. Who finds one
 * of which nobody knows what came waits until somebody found out, and sends nothing.
 */
public final class ClipVisuals implements Stage {
  /** At the end of a title: with a clip, please. */
  static final String WISH = " with a clip";

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(400);
  private static final Duration SOON = ClipDesk.SOON;
  private static final int TELLINGS = 8;
  private static final long BETWEEN_TELLINGS = TimeUnit.MILLISECONDS.toNanos(300);

  /** What it hands over. */
  record Clip(String by, String handle, ArtifactRef kept) {}

  private final Stage others;
  private final PaidCalls calls;
  private final ClipDesk desk;
  private final Blocking blocking;
  private final IntSupplier node;

  private ClipVisuals(
      Stage others, PaidCalls calls, ClipDesk desk, Blocking blocking, IntSupplier node) {
    this.others = others;
    this.calls = calls;
    this.desk = desk;
    this.blocking = blocking;
    this.node = node;
  }

  /**
   * Those, with clips among the visuals, of the provider at {@code url}. {@code node}: under which
   * id this process is known now.
   */
  public static List<Stage> among(
      List<Stage> stages, String url, PaidCalls calls, Blocking blocking, IntSupplier node) {
    var desk = new ClipDesk(url);
    return stages.stream()
        .map(
            stage ->
                stage.spec().name().equals("visuals")
                    ? new ClipVisuals(stage, calls, desk, blocking, node)
                    : stage)
        .toList();
  }

  @Override
  public StageSpec spec() {
    return others.spec();
  }

  @Override
  public List<TaskPlan> plan(JobView job) {
    return others.plan(job);
  }

  @Override
  public Object fingerprint(Work work) {
    return others.fingerprint(work);
  }

  @Override
  public Future<?> run(Work work) {
    if (work.task().part() != 0 || !title(work).endsWith(WISH)) {
      return others.run(work);
    }
    return calls
        .standing(work.job().job(), spec().taskNo(0))
        .compose(found -> found.isEmpty() ? ask(work) : goOn(work, found.get()));
  }

  private static String title(Work work) {
    return Objects.requireNonNullElse(work.job().brief().title(), "");
  }

  private Future<Object> ask(Work work) {
    return blocking
        .run(() -> epoch(work))
        .compose(epoch -> calls.intend(node.getAsInt(), work.job().job(), spec().taskNo(0), epoch))
        .compose(
            effect ->
                effect.isEmpty() // fenced, or to stop
                    ? later(SOON)
                    : blocking
                        .run(() -> desk.create(title(work), effect.get()))
                        .compose(sent -> writeDown(effect.get(), sent)));
  }

  /** Of the lease under which the attempt runs: its directory is named JOB-TASK-EPOCH. */
  private static int epoch(Work work) {
    var name = String.valueOf(work.call().scratch().getFileName());
    return Integer.parseInt(name.substring(name.lastIndexOf('-') + 1));
  }

  private Future<Object> writeDown(long effect, ClipDesk.Sent sent) {
    return switch (sent.proof()) {
      case BOOKED ->
          tell(effect, Known.HANDLE, sent.text(), null)
              .compose(wanted -> wanted ? later(BETWEEN_LOOKS) : giveBack(effect, sent.text()));
      case NOT_BOOKED ->
          tell(effect, Known.VOID, null, sent.text()).compose(told -> later(sent.after()));
      case NOTHING -> later(sent.after());
    };
  }

  /** Nobody waits for it any more: it is ended there, and the bill noted. */
  private Future<Object> giveBack(long effect, String handle) {
    return blocking
        .run(() -> desk.cancel(handle).orElse("not known"))
        .compose(status -> tell(effect, Known.VOID, handle, "not wanted, there " + status))
        .compose(told -> later(SOON));
  }

  private Future<Object> goOn(Work work, Standing call) {
    var handle = call.handle();
    if (call.known() == Known.INTENT || handle == null) {
      return later(SOON);
    }
    if (call.known() == Known.FETCHED) {
      return fetch(work, call.id(), handle);
    }
    return blocking
        .run(() -> desk.look(handle).orElse(ClipBook.Status.PROCESSING))
        .compose(
            status ->
                switch (status) {
                  case PROCESSING -> later(BETWEEN_LOOKS);
                  case SUCCEEDED -> fetch(work, call.id(), handle);
                  case FAILED, CANCELED ->
                      tell(call.id(), Known.VOID, handle, "there " + status.written())
                          .compose(told -> failed(status));
                });
  }

  private static Future<Object> failed(ClipBook.Status status) {
    return Future.failedFuture(
        new Failed(FailureKind.BAD_OUTPUT, "The generation %s.".formatted(status.written())));
  }

  private Future<Object> fetch(Work work, long effect, String handle) {
    return blocking
        .run(() -> desk.fetch(handle))
        .compose(
            clip ->
                clip.isEmpty()
                    ? later(SOON)
                    : keep(work, clip.get())
                        .compose(
                            kept ->
                                tell(effect, Known.FETCHED, handle, null)
                                    .map(told -> new Clip(work.task().toString(), handle, kept))));
  }

  private Future<ArtifactRef> keep(Work work, byte[] clip) {
    return blocking
        .run(() -> Files.write(work.call().scratch().resolve("clip.mp4"), clip))
        .compose(file -> work.keep(file, "video/mp4"));
  }

  /** Again and again while the database is away: what costs money is known here alone. */
  private Future<Boolean> tell(
      long effect, Known known, @Nullable String handle, @Nullable String note) {
    return persist(TELLINGS, () -> calls.resolve(effect, known, handle, note));
  }

  private Future<Boolean> persist(int times, Supplier<Future<Boolean>> telling) {
    return telling
        .get()
        .recover(
            e ->
                e instanceof StoreUnavailable && times > 1
                    ? blocking
                        .<Void>run(
                            () -> {
                              LockSupport.parkNanos(BETWEEN_TELLINGS);
                              return null;
                            })
                        .compose(rested -> persist(times - 1, telling))
                    : Future.failedFuture(e));
  }

  private static Future<Object> later(Duration after) {
    return Future.succeededFuture(new LookAgain(after));
  }
}
