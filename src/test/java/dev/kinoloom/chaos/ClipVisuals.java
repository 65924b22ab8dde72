package dev.kinoloom.chaos;

import dev.kinoloom.config.Secret;
import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.pipeline.Assignment;
import dev.kinoloom.pipeline.JobView;
import dev.kinoloom.pipeline.Stage;
import dev.kinoloom.pipeline.StageSpec;
import dev.kinoloom.pipeline.TaskPlan;
import dev.kinoloom.pipeline.Work;
import dev.kinoloom.provider.Blocking;
import dev.kinoloom.provider.ClipWish;
import dev.kinoloom.provider.replicate.ClipInputs;
import dev.kinoloom.provider.replicate.Replicate;
import dev.kinoloom.provider.replicate.ReplicateConfig;
import dev.kinoloom.stage.ClipPatience;
import dev.kinoloom.stage.GeneratedClip;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Visuals of which the first is a clip that is paid for, where the title asks for one: the
 * product's clip, by its adapter for Replicate; all others are whimsical, and so is what a clip
 * that cannot be had is replaced by.
 */
public final class ClipVisuals implements Stage {
  /** At the end of a title: with a clip, please. */
  static final String WISH = " with a clip";

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(400);
  private static final ClipPatience PATIENCE =
      new ClipPatience(BETWEEN_LOOKS, BETWEEN_LOOKS, Duration.ofMinutes(5), Duration.ofMinutes(5));
  private static final ClipInputs INPUTS =
      new ClipInputs("prompt", "", "", "", "", "", "reference", Set.of(), List.of("1:1"), Map.of());

  /** What it hands over in place of a clip. */
  record Instead(String insteadOf, Object made) {}

  private final Stage others;
  private final GeneratedClip clip;

  private ClipVisuals(Stage others, GeneratedClip clip) {
    this.others = others;
    this.clip = clip;
  }

  /** Those, with clips among the visuals, of the provider at {@code url}. */
  public static List<Stage> among(List<Stage> stages, String url, Vertx vertx, Blocking blocking) {
    var config =
        new ReplicateConfig(
            url + "/v1",
            new Secret(""),
            "owner/films",
            ClipDesk.ANSWER,
            ReplicateConfig.MOST_BYTES,
            null,
            INPUTS);
    var clip =
        new GeneratedClip(
            new Replicate(config, vertx, blocking), (file, type, call) -> file, blocking, PATIENCE);
    return stages.stream()
        .map(stage -> stage.spec().name().equals("visuals") ? new ClipVisuals(stage, clip) : stage)
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
  public Object fingerprint(Assignment work) {
    return others.fingerprint(work);
  }

  @Override
  public Future<?> run(Work work) {
    if (work.task().part() != 0 || !title(work).endsWith(WISH)) {
      return others.run(work);
    }
    return clip.made(work, new ClipWish(title(work), 640, 360, Duration.ofSeconds(5), null))
        .recover(e -> isForGood(e) ? instead(work) : Future.failedFuture(e));
  }

  @Override
  public Future<?> stop(Work work) {
    return clip.end(work);
  }

  private Future<Object> instead(Work work) {
    return clip.end(work)
        .otherwiseEmpty()
        .compose(ended -> others.run(work))
        .map(made -> new Instead(Replicate.ID, made));
  }

  private static boolean isForGood(Throwable e) {
    return e instanceof Failed failed
        && (failed.kind() == FailureKind.BAD_OUTPUT || !failed.kind().retryable());
  }

  private static String title(Work work) {
    return Objects.requireNonNullElse(work.job().brief().title(), "");
  }
}
