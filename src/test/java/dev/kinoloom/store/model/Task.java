package dev.kinoloom.store.model;

import dev.kinoloom.domain.TaskState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code task}: leased to a node under an epoch that each claim moves. */
final class Task {
  final Job job;
  final int no;
  final int lane;
  TaskState state = TaskState.READY;

  /** Virtual time in its lane. */
  Instant rank;

  @Nullable Integer node;
  int epoch;
  int attempt;
  int lost;
  boolean stop;
  @Nullable Instant due;
  @Nullable String result;

  Task(Job job, int no, int lane, Instant rank) {
    this.job = job;
    this.no = no;
    this.lane = lane;
    this.rank = rank;
  }

  boolean isHeldBy(int who, int under) {
    return state == TaskState.LEASED && node != null && node == who && epoch == under;
  }
}
