package dev.kinoloom.domain;

import java.util.Locale;

/** The states of a task; the ordinals are the numbers of the store, the names what people see. */
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

  /** The word under which the outside knows it. */
  public String written() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Nothing of it runs or will run by itself. */
  public boolean isAtRest() {
    return ordinal() >= PARKED.ordinal();
  }

  public static TaskState of(int code) {
    return values()[code];
  }
}
