package dev.kinoloom.store.model;

import java.util.OptionalLong;
import java.util.stream.Stream;

/** Paid calls. Money knows no epoch: a handle is taken from whoever made the intent. */
final class Effects {
  private final Tables tables;

  Effects(Tables tables) {
    this.tables = tables;
  }

  Stream<Effect> of(Task task) {
    return tables.effects.values().stream().filter(effect -> effect.task == task);
  }

  /** Something of it may be running outside. */
  boolean isOpen(Task task) {
    return of(task).anyMatch(effect -> effect.state.isOpen());
  }

  boolean isOpen(Job job) {
    return job.hasTask(this::isOpen);
  }

  /** Its doubt was resolved under this epoch or a later one. */
  boolean wasResolvedSince(Task task, int epoch) {
    return of(task)
        .anyMatch(
            effect ->
                effect.state != Effect.State.INTENT && effect.seen != null && effect.seen >= epoch);
  }

  /** One of its doubts was, at whatever time. */
  boolean wasResolved(Task task) {
    return wasResolvedSince(task, 0);
  }

  /** Before a paid call. Empty = do not send. */
  OptionalLong intend(int me, long job, int no, int epoch) {
    var task = tables.task(job, no);
    var node = tables.nodes.get(me);
    if (task == null
        || node == null
        || !task.isHeldBy(me, epoch)
        || task.stop
        || node.state == Node.State.GONE
        || !node.isInTime(tables.now())) {
      return OptionalLong.empty();
    }
    long id = ++tables.lastEffect; // drawn before the conflict is seen, as the database does
    if (of(task).anyMatch(effect -> effect.state != Effect.State.VOID)) {
      return OptionalLong.empty();
    }
    tables.effects.put(id, new Effect(id, task));
    return OptionalLong.of(id);
  }
}
