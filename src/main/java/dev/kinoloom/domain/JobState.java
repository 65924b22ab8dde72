package dev.kinoloom.domain;

/** The states of a job; the numbers are those of the store. */
public enum JobState {
  QUEUED(0),
  RUNNING(1),
  /** Waits for a person and does not count as running. */
  HELD(2),
  /** Its tasks are being stopped; still counts as running. */
  STOPPING(3),
  COMPLETED(4),
  FAILED(5),
  CANCELLED(6);

  private final int code;

  JobState(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  public boolean isFinal() {
    return code >= 4;
  }

  public static JobState of(int code) {
    return values()[code];
  }
}
