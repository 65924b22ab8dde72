package dev.kinoloom.chaos;

import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.pipeline.Assignment;
import dev.kinoloom.pipeline.JobView;
import dev.kinoloom.pipeline.Retries;
import dev.kinoloom.pipeline.Stage;
import dev.kinoloom.pipeline.StageSpec;
import dev.kinoloom.pipeline.TaskId;
import dev.kinoloom.pipeline.TaskPlan;
import dev.kinoloom.pipeline.Work;
import dev.kinoloom.provider.Blocking;
import dev.kinoloom.provider.Call;
import dev.kinoloom.provider.Child;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * A stage that does what the dice say: it writes a file, takes its time, has a child process, keeps
 * what it made, fails, or fails for good. The dice are thrown by the job's title, the task and the
 * attempt, so that the same seed gives the same whims.
 */
public final class WhimsicalStage implements Stage {
  private static final Retries RETRIES =
      new Retries(4, Duration.ofMillis(50), Duration.ofMillis(400), 0.2);
  private static final int PARTS_MOST = 3;
  private static final int BYTES = 48 * 1024;
  private static final double HOPELESS = 0.001;
  private static final double WITH_CHILD = 0.01;
  private static final double KEEPING = 0.15;
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /** What it hands over. */
  public record Made(String by, Object kept) {}

  private final StageSpec spec;
  private final List<String> before;
  private final boolean inParts;
  private final Blocking blocking;
  private final Pace pace;

  private WhimsicalStage(
      int lane, String name, boolean inParts, Blocking blocking, Pace pace, String... before) {
    this.spec = new StageSpec(name, name, lane, 1, 1, Duration.ofSeconds(30), RETRIES);
    this.before = List.of(before);
    this.inParts = inParts;
    this.blocking = blocking;
    this.pace = pace;
  }

  /** Five of them under the names of the real ones, linked as those are. */
  public static List<Stage> all(Blocking blocking, Pace pace) {
    return List.of(
        new WhimsicalStage(1, "brief", false, blocking, pace),
        new WhimsicalStage(2, "script", false, blocking, pace, "brief"),
        new WhimsicalStage(3, "voice", true, blocking, pace, "script"),
        new WhimsicalStage(4, "visuals", true, blocking, pace, "script"),
        new WhimsicalStage(5, "composition", false, blocking, pace, "voice", "visuals"));
  }

  @Override
  public StageSpec spec() {
    return spec;
  }

  @Override
  public List<TaskPlan> plan(JobView job) {
    var needs = new ArrayList<TaskId>();
    for (var stage : before) {
      boolean parted = stage.equals("voice") || stage.equals("visuals");
      IntStream.range(0, parted ? parts(stage, job) : 1)
          .forEach(part -> needs.add(new TaskId(stage, part)));
    }
    return IntStream.range(0, inParts ? parts(spec.name(), job) : 1)
        .mapToObj(part -> new TaskPlan(part, needs, 1))
        .toList();
  }

  private static int parts(String stage, JobView job) {
    return 1 + new Random(Objects.hash(stage, job.brief().title())).nextInt(PARTS_MOST);
  }

  @Override
  public Object fingerprint(Assignment work) {
    return Map.of("job", work.job().job(), "part", work.task().part());
  }

  @Override
  public Future<?> run(Work work) {
    var dice =
        new Random(Objects.hash(work.job().brief().title(), work.task(), work.attempt()) * 31L);
    return blocking
        .run(() -> make(work, dice))
        .compose(
            file ->
                dice.nextDouble() < KEEPING
                    ? work.keep(file, "application/octet-stream").map(Object.class::cast)
                    : Future.succeededFuture(""))
        .map(kept -> new Made(work.task().toString(), kept));
  }

  private Path make(Work work, Random dice) throws IOException {
    var call = work.call();
    var bytes = new byte[BYTES];
    dice.nextBytes(bytes);
    var file = Files.write(call.scratch().resolve("made"), bytes);
    if (dice.nextDouble() < WITH_CHILD) {
      Child.of("chaos", List.of("tail", "-f", file.toString()))
          .limit(Duration.ofMillis(dice.nextInt(1_500)))
          .run(call);
    }
    rest(millis(dice), call);
    if (dice.nextDouble() < pace.failing()) {
      throw new Failed(FailureKind.CONNECTION, "The dice said so.");
    }
    if (pace.failing() > 0 && dice.nextDouble() < HOPELESS) {
      throw new Failed(FailureKind.VALIDATION, "The dice said so, once and for all.");
    }
    call.progress(0.9, "nearly");
    return file;
  }

  private int millis(Random dice) {
    return dice.nextDouble() < pace.seconds()
        ? 1_000 + dice.nextInt(2_000)
        : dice.nextInt(pace.millisMost());
  }

  /** Takes time, until it is stopped. */
  private static void rest(int millis, Call call) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (System.nanoTime() < end) {
      if (call.stopped()) {
        throw new Failed(FailureKind.UNAVAILABLE, "It was stopped.");
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }
}
