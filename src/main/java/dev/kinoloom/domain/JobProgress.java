package dev.kinoloom.domain;

import dev.kinoloom.domain.JobStatus.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A job's facts folded into how it stands: percent = what the done tasks are worth + what the
 * running ones have earned of theirs. It never goes backwards, and is 100 only when the job is
 * completed. Immutable.
 */
public final class JobProgress {
  /** Nothing is told yet. */
  public static final JobProgress NONE = new JobProgress();

  private static final int ETA_FROM_PERCENT = 3;
  private static final Map<String, String> STEPS =
      Map.of(
          "script", "Script Generated",
          "voice", "Audio Synthesized",
          "visuals", "Visuals Created",
          "composition", "Video Composed");

  private final Map<String, StageProgress> stages = new LinkedHashMap<>();
  private final List<String> steps = new ArrayList<>();
  private Phase phase = Phase.PENDING;
  private double percent;
  private String stage = "";
  private String message = "Waits for its turn";
  private @Nullable Failure failure;
  private @Nullable Video video;
  private @Nullable Instant createdAt;
  private @Nullable Instant startedAt;
  private @Nullable Instant endedAt;
  private @Nullable Instant lastAt;
  private @Nullable Instant expectedAt;
  private Duration idle = Duration.ZERO;
  private int lastSeq;

  private JobProgress() {}

  /** With these facts, in order; those that it knows already change nothing. */
  public JobProgress with(List<Told> facts) {
    var next = copy();
    for (var told : facts) {
      next.hear(told);
    }
    return next;
  }

  /** The number of the newest fact that it knows. */
  public int lastSeq() {
    return lastSeq;
  }

  public Phase phase() {
    return phase;
  }

  /** How the job stands at {@code now}, which only the time left depends on. */
  public JobStatus status(Instant now) {
    var current = stages.get(stage);
    boolean counted = current != null && current.of() > 0;
    return new JobStatus(
        phase,
        (int) percent,
        current == null ? null : current.title(),
        message,
        eta(now),
        stages.values().stream().anyMatch(StageProgress::isEstimated) && !phase.isFinal(),
        counted && current != null ? Integer.valueOf(current.done()) : null,
        counted && current != null ? Integer.valueOf(current.of()) : null,
        steps,
        stages.values().stream().map(StageProgress::status).toList(),
        failure,
        video,
        createdAt,
        startedAt,
        endedAt,
        lastSeq);
  }

  private JobProgress copy() {
    var copy = new JobProgress();
    stages.forEach((name, progress) -> copy.stages.put(name, progress.copy()));
    copy.steps.addAll(steps);
    copy.phase = phase;
    copy.percent = percent;
    copy.stage = stage;
    copy.message = message;
    copy.failure = failure;
    copy.video = video;
    copy.createdAt = createdAt;
    copy.startedAt = startedAt;
    copy.endedAt = endedAt;
    copy.lastAt = lastAt;
    copy.expectedAt = expectedAt;
    copy.idle = idle;
    copy.lastSeq = lastSeq;
    return copy;
  }

  private void hear(Told told) {
    if (told.seq() <= lastSeq || phase.isFinal()) {
      return;
    }
    lastSeq = told.seq();
    apply(told);
    lastAt = told.at();
    double earned = stages.values().stream().mapToDouble(StageProgress::earned).sum();
    percent = phase == Phase.COMPLETED ? 100 : Math.max(percent, Math.min(99, earned));
  }

  private void apply(Told told) {
    var what = told.what();
    if (what instanceof Told.Accepted) {
      createdAt = told.at();
    } else if (what instanceof Told.Started) {
      startedAt = told.at();
      enter(Phase.PROCESSING, "Started");
      step("Initialized");
    } else if (what instanceof Told.Resumed) {
      idle = lastAt == null ? idle : idle.plus(Duration.between(lastAt, told.at()));
      enter(Phase.PROCESSING, "Goes on");
    } else if (what instanceof Told.Held) {
      enter(Phase.HELD, "Waits for somebody to decide");
    } else if (what instanceof Told.CancelRequested) {
      enter(Phase.CANCELLING, "Is being cancelled");
    } else if (what instanceof Told.Running running) {
      say(stage(running.stage()), s -> s.run(running));
    } else if (what instanceof Told.Estimated estimated) {
      expect(told.at(), estimated);
    } else if (what instanceof Told.Done done) {
      say(stage(done.stage()), s -> s.finish(done));
    } else if (what instanceof Told.Setback setback) {
      say(stage(setback.stage()), s -> s.setBack(setback));
    } else {
      end(told.at(), what);
    }
  }

  private void expect(Instant at, Told.Estimated estimated) {
    for (var part : estimated.parts()) {
      var known = stages.computeIfAbsent(part.stage(), StageProgress::new);
      if (stage.isEmpty()) {
        say(stage(part.stage()), s -> s.estimate(part));
      } else {
        known.estimate(part);
      }
    }
    var left = estimated.left();
    expectedAt = left == null ? expectedAt : at.plus(left);
  }

  private void end(Instant at, Told.What what) {
    if (what instanceof Told.Completed completed) {
      video = completed.video();
      enter(Phase.COMPLETED, "Completed");
      step("Completed");
    } else if (what instanceof Told.Failed failed) {
      failure = failed.failure();
      if (!failed.stage().isEmpty()) {
        stage(failed.stage());
      }
      enter(Phase.FAILED, failed.failure().message());
    } else if (what instanceof Told.Cancelled) {
      enter(Phase.CANCELLED, "Cancelled");
    } else {
      return;
    }
    endedAt = at;
  }

  private StageProgress stage(String name) {
    stage = name;
    return stages.computeIfAbsent(name, StageProgress::new);
  }

  private void say(StageProgress current, Consumer<StageProgress> change) {
    change.accept(current);
    if (phase == Phase.PROCESSING) {
      message = current.message();
    }
    if (current.isDone() && STEPS.containsKey(stage)) {
      step(STEPS.getOrDefault(stage, ""));
    }
  }

  private void enter(Phase next, String words) {
    phase = next;
    message = words;
  }

  private void step(String name) {
    if (!steps.contains(name)) {
      steps.add(name);
    }
  }

  /**
   * As long as the rest would take at the pace so far, and as long as the like of it took: the
   * further the job is, the more its own pace counts.
   */
  private @Nullable Integer eta(Instant now) {
    if (phase != Phase.PROCESSING) {
      return null;
    }
    var pace = leftAtPace(now);
    var expected = expectedAt == null ? null : Duration.between(now, expectedAt);
    if (pace == null && (expected == null || expected.isNegative())) {
      return null;
    }
    if (expected == null) {
      return pace == null ? null : Integer.valueOf(seconds(pace));
    }
    if (pace == null) {
      return seconds(expected);
    }
    double own = expected.isNegative() ? 1 : percent / 100;
    return seconds(
        Duration.ofMillis(
            Math.round(own * pace.toMillis() + (1 - own) * Math.max(0, expected.toMillis()))));
  }

  private @Nullable Duration leftAtPace(Instant now) {
    if (percent < ETA_FROM_PERCENT || startedAt == null || lastAt == null) {
      return null;
    }
    double worked = Duration.between(startedAt, lastAt).minus(idle).toMillis();
    double left = worked * (100 - percent) / percent;
    double since = Math.max(0, Duration.between(lastAt, now).toMillis());
    return Duration.ofMillis(Math.round(left - since));
  }

  private static int seconds(Duration left) {
    return (int) Math.min(86_400, Math.max(1, Math.round(left.toMillis() / 1000.0)));
  }
}
