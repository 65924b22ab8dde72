package dev.kinoloom.pipeline;

import dev.kinoloom.codec.Json;
import dev.kinoloom.codec.TaskResults;
import dev.kinoloom.domain.Decision;
import dev.kinoloom.domain.Decision.NewFact;
import dev.kinoloom.domain.Decision.NewTask;
import dev.kinoloom.domain.Decision.Timer;
import dev.kinoloom.domain.FactKind;
import dev.kinoloom.domain.Failure;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.JobSnapshot;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.TaskState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Decides what a job does next. Pure: the same snapshot gives the same decision. */
public final class JobDecider {
  /**
   * From its first decision on a job's progress is checked; its end, which deletes the timer, ends
   * that.
   */
  private static final Timer FIRST_CHECK = new Timer(1, Duration.ofSeconds(2));

  private final Pipeline pipeline;

  public JobDecider(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  /** Empty = nobody needs to decide about this job now. */
  public Optional<Decision> decide(JobSnapshot job) {
    return switch (job.state()) {
      case RUNNING -> Optional.of(advance(job));
      case STOPPING -> Optional.of(bringToRest(job));
      case QUEUED, HELD, COMPLETED, FAILED, CANCELLED -> Optional.empty();
    };
  }

  /**
   * What a job becomes whose decider failed on it: nobody else would do better. Empty = nobody
   * needs to decide about it now.
   */
  public Optional<Decision> giveUp(JobSnapshot job, String why) {
    return switch (job.state()) {
      case RUNNING, STOPPING -> Optional.of(fail(job, new Failure(FailureKind.INTERNAL, why)));
      case QUEUED, HELD, COMPLETED, FAILED, CANCELLED -> Optional.empty();
    };
  }

  private Decision fail(JobSnapshot job, Failure why) {
    var target = job.target() == null ? JobState.FAILED : job.target();
    if (!isAtRest(job)) {
      boolean told = job.state() == JobState.STOPPING;
      return Decision.stop(
          job, target, told ? List.of() : List.of(about(FactKind.TASK_SETBACK, "", why)));
    }
    return Decision.end(
        job,
        target,
        List.of(
            target == JobState.FAILED
                ? about(FactKind.FAILED, "", why)
                : new NewFact(FactKind.CANCELLED, "{}")));
  }

  private Decision bringToRest(JobSnapshot job) {
    var target = job.target() == null ? JobState.CANCELLED : job.target();
    if (!isAtRest(job)) {
      return Decision.stop(job, target, List.of());
    }
    return Decision.end(
        job,
        target,
        List.of(
            target == JobState.FAILED ? whyFailed(job) : new NewFact(FactKind.CANCELLED, "{}")));
  }

  private Decision advance(JobSnapshot job) {
    if (job.tasks().stream().anyMatch(task -> task.state() == TaskState.FAILED)) {
      return isAtRest(job)
          ? Decision.end(job, JobState.FAILED, List.of(whyFailed(job)))
          : Decision.stop(job, JobState.FAILED, List.of());
    }
    var view = JobViews.of(job, pipeline);
    var plan = pipeline.plan(view);
    var startable = startable(job, view, plan);
    if (startable.isEmpty() && isAtRest(job)) {
      if (pipeline.isWhole(plan) && plan.keySet().stream().allMatch(view::isDone)) {
        return Decision.end(
            job,
            JobState.COMPLETED,
            List.of(new NewFact(FactKind.COMPLETED, Json.encode(Map.of("video", product(view))))));
      }
      return fail(
          job,
          new Failure(
              FailureKind.INTERNAL,
              "The stages plan nothing more, and the video is not finished."));
    }
    if (startable.isEmpty() && onlyParkedRemain(job)) {
      return Decision.hold(
          job,
          Decision.Hold.DOUBT,
          List.of(new NewFact(FactKind.HELD, Json.encode(Map.of("why", "doubt")))));
    }
    var decision = Decision.goOn(job, startable, List.of());
    return job.tasks().size() > 1 ? decision : decision.with(FIRST_CHECK);
  }

  private List<NewTask> startable(JobSnapshot job, JobView view, Map<TaskId, TaskPlan> plan) {
    var known = new HashSet<Integer>();
    job.tasks().forEach(task -> known.add(task.no()));
    var nth = new HashMap<Integer, Integer>();
    var tasks = new ArrayList<NewTask>();
    plan.forEach(
        (task, wish) -> {
          int no = pipeline.number(task);
          if (!known.contains(no) && wish.needs().stream().allMatch(view::isDone)) {
            int lane = pipeline.stage(task.stage()).spec().lane();
            tasks.add(new NewTask(no, lane, nth.merge(lane, 1, Integer::sum) - 1));
          }
        });
    return tasks;
  }

  private Object product(JobView view) {
    return view.read(new Handover<>(pipeline.last().spec().name(), Object.class), 0);
  }

  private NewFact whyFailed(JobSnapshot job) {
    Function<JobSnapshot.Task, Failure> lost =
        task ->
            new Failure(
                FailureKind.RESOURCES,
                "The task lost its node %d times and is not tried again.".formatted(task.lost()));
    return job.tasks().stream()
        .filter(task -> task.state() == TaskState.FAILED)
        .findFirst()
        .map(
            task ->
                about(
                    FactKind.FAILED,
                    pipeline.task(task.no()).stage(),
                    Optional.ofNullable(task.result())
                        .flatMap(TaskResults::failure)
                        .orElseGet(() -> lost.apply(task))))
        .orElseGet(
            () ->
                about(
                    FactKind.FAILED,
                    "",
                    new Failure(
                        FailureKind.INTERNAL,
                        "The job could not go on; what happened before tells why.")));
  }

  private static NewFact about(FactKind kind, String stage, Failure failure) {
    return new NewFact(kind, Json.encode(Map.of("stage", stage, "failure", failure)));
  }

  private static boolean isAtRest(JobSnapshot job) {
    return job.tasks().stream()
        .allMatch(task -> task.state().isAtRest() && task.state() != TaskState.PARKED);
  }

  private static boolean onlyParkedRemain(JobSnapshot job) {
    return job.tasks().stream().allMatch(task -> task.state().isAtRest());
  }
}
