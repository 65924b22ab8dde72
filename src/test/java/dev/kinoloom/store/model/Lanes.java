package dev.kinoloom.store.model;

import static dev.kinoloom.store.model.Tables.later;

import dev.kinoloom.domain.Claim;
import dev.kinoloom.domain.TaskState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * Queues with a virtual time of their own: the rank at the head. An empty lane has no past. Equal
 * ranks go by job and number, where the SQL leaves it open.
 */
final class Lanes {
  static final Comparator<Task> FAIREST =
      Comparator.<Task, Instant>comparing(task -> task.rank)
          .thenComparing(task -> task.job.id)
          .thenComparing(task -> task.no);

  private final Tables tables;
  private final Effects effects;

  Lanes(Tables tables, Effects effects) {
    this.tables = tables;
    this.effects = effects;
  }

  Stream<Task> ready(int lane) {
    return tables.tasks().filter(task -> task.lane == lane && task.state == TaskState.READY);
  }

  Optional<Instant> head(int lane) {
    return ready(lane).map(task -> task.rank).min(Comparator.naturalOrder());
  }

  /** Where something that comes back enters. */
  Instant now(int lane) {
    return head(lane).orElseGet(tables::now);
  }

  /** The same of all lanes, as they are before a call moves many tasks at once. */
  IntFunction<Instant> now() {
    var heads = new HashMap<Integer, Instant>();
    tables
        .tasks()
        .filter(task -> task.state == TaskState.READY)
        .forEach(task -> heads.merge(task.lane, task.rank, Tables::earlier));
    return lane -> heads.getOrDefault(lane, tables.now());
  }

  /** Behind what its key has waiting there; empty = nothing waits in the lane. */
  Optional<Instant> behind(VirtualKey key, int lane) {
    var last =
        ready(lane)
            .filter(task -> task.job.key == key)
            .map(task -> task.rank)
            .max(Comparator.naturalOrder());
    return head(lane).map(head -> last.map(rank -> later(head, rank)).orElse(head));
  }

  List<Claim> claim(int me, Map<Integer, Integer> wants) {
    var node = tables.nodes.get(me);
    if (node == null || node.state != Node.State.UP || !node.isInTime(tables.now())) {
      return List.of();
    }
    var claims = new ArrayList<Claim>();
    wants.forEach(
        (lane, want) ->
            ready(lane).sorted(FAIREST).limit(Math.max(0, want)).toList().stream()
                .map(task -> lease(task, me))
                .forEach(claims::add));
    return claims;
  }

  private static Claim lease(Task task, int me) {
    task.state = TaskState.LEASED;
    task.node = me;
    task.epoch++;
    task.attempt += task.stop ? 0 : 1;
    return new Claim(
        task.job.id, task.no, task.epoch, task.lane, task.attempt, task.lost, task.stop);
  }

  /** Waiting tasks whose time has come, in the order of their time. */
  Stream<Task> due() {
    var now = tables.now();
    return tables
        .tasks()
        .filter(task -> task.state == TaskState.WAITING && !dueOf(task).isAfter(now))
        .sorted(Comparator.comparing(Lanes::dueOf));
  }

  private static Instant dueOf(Task task) {
    return Objects.requireNonNull(task.due, "a waiting task knows when");
  }

  int promote(int most) {
    var due = due().limit(most).toList();
    due.forEach(this::comeBack);
    return due.size();
  }

  /** Ready again, at the lane's time. */
  void comeBack(Task task) {
    task.rank = now(task.lane);
    task.state = TaskState.READY;
    task.due = null;
  }

  /**
   * Ready and waiting tasks end at once; leased ones are told to stop; one with a generation
   * running outside is made ready, so that a worker cancels it there.
   */
  void stop(List<Job> jobs) {
    var now = now();
    jobs.stream()
        .flatMap(job -> job.tasks.values().stream())
        .filter(task -> task.state.code() <= TaskState.PARKED.code())
        .forEach(task -> stop(task, now.apply(task.lane)));
  }

  private void stop(Task task, Instant now) {
    task.stop = true;
    task.due = null;
    if (task.state != TaskState.LEASED) {
      task.rank = later(task.rank, now);
      task.state = effects.isOpen(task) ? TaskState.READY : TaskState.CANCELLED;
    }
  }
}
