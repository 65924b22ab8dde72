package dev.kinoloom.store.model;

import java.time.Instant;

/**
 * A row of {@code timer}.
 *
 * @param job id
 * @param kind 1 = progress check
 * @param fireAt when next
 * @param n how often it has fired
 */
record DueTimer(long job, int kind, Instant fireAt, int n) {
  record Id(long job, int kind) {}

  Id id() {
    return new Id(job, kind);
  }

  DueTimer fired(Instant next) {
    return new DueTimer(job, kind, next, n + 1);
  }

  DueTimer at(Instant next) {
    return new DueTimer(job, kind, next, n);
  }
}
