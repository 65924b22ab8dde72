package dev.kinoloom.store.model;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code vkey}: a line of jobs and how many of them run. Never leased. */
final class VirtualKey {
  final int id;
  final int slot;
  final String name;
  final Instant createdAt;
  String secretHash;

  double weight = 1;
  Duration headStart = Duration.ZERO;
  int maxConcurrent = 1;
  int maxOpen = 1_000_000;
  boolean deadBlocks;
  boolean paused;

  /** Open dead letters. */
  int dead;

  /** Jobs that run or stop. */
  int running;

  /** Jobs that have not ended. */
  int open;

  /** Not null = a queued job may start; the order of admission. */
  @Nullable Instant readyAt;

  VirtualKey(int id, int slot, String name, String secretHash, Instant createdAt) {
    this.id = id;
    this.slot = slot;
    this.name = name;
    this.secretHash = secretHash;
    this.createdAt = createdAt;
  }

  boolean mayStartAnother() {
    return !paused && !(deadBlocks && dead > 0) && running < maxConcurrent;
  }
}
