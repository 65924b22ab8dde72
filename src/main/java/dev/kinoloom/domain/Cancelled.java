package dev.kinoloom.domain;

/** What became of the wish to cancel a job; the ordinals are the numbers of the store. */
public enum Cancelled {
  NO_SUCH_JOB,
  AT_ONCE,
  STOPPING,
  STOPPING_ALREADY,
  TOO_LATE
}
