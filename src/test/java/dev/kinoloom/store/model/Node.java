package dev.kinoloom.store.model;

import java.time.Instant;

/** A row of {@code node}: a process and its lease. */
final class Node {
  /** The ordinals are the numbers of the store, less one. */
  enum State {
    UP,
    DRAINING,
    GONE
  }

  final int id;
  final String name;
  State state = State.UP;
  boolean mailbox = true;
  Instant leaseUntil;
  Instant steadySince;

  Node(int id, String name, Instant now, Instant leaseUntil) {
    this.id = id;
    this.name = name;
    this.steadySince = now;
    this.leaseUntil = leaseUntil;
  }

  boolean isInTime(Instant now) {
    return leaseUntil.isAfter(now);
  }
}
