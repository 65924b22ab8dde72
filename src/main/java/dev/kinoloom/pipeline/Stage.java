package dev.kinoloom.pipeline;

import dev.kinoloom.domain.Likeness;
import io.vertx.core.Future;
import java.util.List;

/**
 * One stage of the way from brief to video. An implementation is one file, named in one line of
 * {@code boot/Stages}.
 *
 * <p>Duties: {@link #plan} is pure and, once it has answered, always answers the same for the same
 * job. {@link #run} may run twice at the same time on two nodes, leaves nothing outside {@code
 * work.call().scratch()} but kept artifacts, and ends soon after it is stopped.
 */
public interface Stage {
  StageSpec spec();

  /**
   * The tasks of this stage, as far as they can be known now; empty = not known yet. Only a stage
   * whose plan can't be known yet answers empty.
   */
  List<TaskPlan> plan(JobView job);

  /**
   * All that the result of this task depends on beside the stage's name and version: a record or
   * map of plain values. The same again means: not done again. Pure; asked on an event loop,
   * perhaps before the task is leased.
   */
  Object fingerprint(Assignment work);

  /**
   * By what the time of this task goes: who does it, and how much there is to do. The same words
   * and half as much take about half as long.
   */
  default Likeness likeness(Work work) {
    double share =
        plan(work.job()).stream()
            .filter(plan -> plan.part() == work.task().part())
            .mapToDouble(TaskPlan::share)
            .sum();
    return Likeness.of(spec().name(), "", "", share);
  }

  /**
   * Does the work; answers the record that is handed over, {@link LookAgain} or {@link InDoubt}.
   * Fails with {@code Failed}; anything else is a bug.
   */
  Future<?> run(Work work);

  /**
   * The job is being stopped: ends what {@link #run} has left running outside, in this attempt or
   * an earlier one. It has {@code work.call().timeLeft()}; the stop does not wait longer, whatever
   * becomes of it.
   */
  default Future<?> stop(Work work) {
    return Future.succeededFuture();
  }
}
