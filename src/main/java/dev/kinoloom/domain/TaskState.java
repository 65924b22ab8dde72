package dev.kinoloom.domain;

/** The states of a task; the ordinals are the numbers of the store. */
public enum TaskState {
  READY,
  LEASED,
  WAITING,
  PARKED,
  DONE,
  FAILED,
  CANCELLED;

  public int code() {
    return ordinal();
  }

  /** Nothing of it runs or will run by itself. */
  public boolean isAtRest() {
    return ordinal() >= PARKED.ordinal();
  }

  public static TaskState of(int code) {
    return values()[code];
  }
}
