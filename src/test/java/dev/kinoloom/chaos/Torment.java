package dev.kinoloom.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

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

  private static final List<Torment> OF_DATABASE =
      List.of(DATABASE_RESTART, DATABASE_SESSION, DATABASE_KILL);
  private static final List<Torment> OF_NETWORK = List.of(ISOLATE, SCATTER);

  /** All of what is around the nodes. */
  static List<Torment> around() {
    var all = new ArrayList<Torment>(List.of(CUT, FULL_DISK));
    all.addAll(OF_DATABASE);
    all.addAll(OF_NETWORK);
    return all;
  }

  /** Of each kind one, by dice. */
  static List<Torment> around(Random dice) {
    return List.of(
        CUT,
        FULL_DISK,
        OF_DATABASE.get(dice.nextInt(OF_DATABASE.size())),
        OF_NETWORK.get(dice.nextInt(OF_NETWORK.size())));
  }
}
