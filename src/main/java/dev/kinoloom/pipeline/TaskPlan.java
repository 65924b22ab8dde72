package dev.kinoloom.pipeline;

import java.util.List;

/**
 * A task that a stage wants done.
 *
 * @param part of the stage
 * @param needs tasks that must be done before it can start
 * @param share of the stage's weight, relative to the stage's other tasks; > 0
 */
public record TaskPlan(int part, List<TaskId> needs, double share) {
  public TaskPlan {
    needs = List.copyOf(needs);
    if (!(share > 0 && share < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("share " + share);
    }
  }
}
