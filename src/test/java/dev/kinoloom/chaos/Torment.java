package dev.kinoloom.chaos;

import java.util.List;

/** What can be done to a cluster. */
enum Torment {
  /** SIGKILL to one node. */
  KILL,
  /** SIGSTOP to one node for longer than its lease, then SIGCONT. */
  STOP,
  /** SIGTERM to one node, and a new start. */
  DRAIN,
  /** SIGKILL to all nodes. */
  KILL_ALL,
  /** Connections to the database end after a commit, before its answer. */
  CUT,
  /** The database is stopped in order and started again. */
  DATABASE_RESTART,
  /** One of the database's sessions is killed: it ends all and recovers. */
  DATABASE_SESSION,
  /** The power of the database goes. */
  DATABASE_KILL,
  /** One node sees no other, and no other sees it; each sees the database. */
  ISOLATE,
  /** No node sees another; each sees the database. */
  SCATTER,
  /** A node's disk is full. */
  FULL_DISK;

  /** Those of single nodes. */
  static final List<Torment> OF_NODES = List.of(KILL, STOP, DRAIN);

  /** Those of what is around the nodes. */
  static final List<Torment> AROUND =
      List.of(CUT, FULL_DISK, DATABASE_RESTART, DATABASE_SESSION, DATABASE_KILL, ISOLATE, SCATTER);

  /** In words, when it is done and dice chose {@code node}. */
  String of(int node) {
    return OF_NODES.contains(this) || this == ISOLATE ? "%s node-%d".formatted(this, node) : name();
  }
}
