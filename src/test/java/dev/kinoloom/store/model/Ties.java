package dev.kinoloom.store.model;

import dev.kinoloom.domain.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where several are equally first, SQL may take any of them. A call that wants n of them is widened
 * until it takes all that are equal to the n-th, so that there is one right answer.
 */
final class Ties {
  private Ties() {}

  static int admit(EngineModel model, int want, Set<Integer> slots) {
    return widened(
        want, model.lines.startable(slots).map(key -> Objects.requireNonNull(key.readyAt)));
  }

  static int claim(EngineModel model, int lane, int want) {
    return want <= 0
        ? want
        : widened(want, model.lanes.ready(lane).map(task -> task.rank).sorted());
  }

  static int promote(EngineModel model, int want) {
    return widened(
        want,
        model
            .tables
            .tasks()
            .filter(task -> task.state == TaskState.WAITING)
            .map(task -> Objects.requireNonNull(task.due))
            .sorted());
  }

  static int fire(EngineModel model, int want) {
    return widened(want, model.tables.timers.values().stream().map(DueTimer::fireAt).sorted());
  }

  static int letters(EngineModel model, Duration older, Set<Integer> slots, int want) {
    return widened(
        want, model.reading.letters(older, slots).map(job -> Objects.requireNonNull(job.wakeAt)));
  }

  private static int widened(int want, Stream<Instant> inOrder) {
    List<Instant> order = inOrder.toList();
    int most = want;
    while (most > 0 && most < order.size() && order.get(most).equals(order.get(most - 1))) {
      most++;
    }
    return most;
  }
}
