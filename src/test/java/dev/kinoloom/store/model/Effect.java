package dev.kinoloom.store.model;

import org.jspecify.annotations.Nullable;

/** A row of {@code effect}: something outside that costs money. */
final class Effect {
  /** The ordinals are the numbers of the store. */
  enum State {
    /** May have been sent. */
    INTENT,
    KNOWN,
    /** Surely not sent, refused, failed or cancelled there. */
    VOID,
    FETCHED;

    boolean isOpen() {
      return this == INTENT || this == KNOWN;
    }
  }

  final long id;
  final Task task;
  final int epoch;
  State state = State.INTENT;
  @Nullable String handle;

  /** The task's epoch when it was last resolved. */
  @Nullable Integer seen;

  @Nullable String note;

  Effect(long id, Task task) {
    this.id = id;
    this.task = task;
    this.epoch = task.epoch;
  }
}
