package dev.kinoloom.store.model;

import dev.kinoloom.domain.Decision.Hold;
import dev.kinoloom.domain.Fact;
import dev.kinoloom.domain.JobState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A row of {@code job}, with its tasks and facts. */
final class Job {
  /** A failed job may be a dead letter; the ordinals are the numbers of the store. */
  enum DeadLetter {
    NONE,
    OPEN,
    REPLAYED,
    DISCARDED
  }

  final long id;
  final VirtualKey key;
  final int firstLane;
  final String payload;
  final Instant createdAt;

  /** In the line of its key, when it is not the id: a replay inherits the place of its letter. */
  final @Nullable Long place;

  final @Nullable Long replayOf;
  final @Nullable String idempotencyKey;
  final @Nullable String requestHash;

  JobState state = JobState.QUEUED;
  @Nullable JobState target;
  @Nullable Hold heldFor;
  DeadLetter dead = DeadLetter.NONE;

  /** Counts what a decider has to see. */
  int rev;

  /** Not null = a letter lies here. */
  @Nullable Instant wakeAt;

  int approvals;

  /** Seconds of virtual time between its tasks: 5 / weight of its key when it started. */
  double gap = 5;

  @Nullable Instant startedAt;
  @Nullable Instant endedAt;
  final NavigableMap<Integer, Task> tasks = new TreeMap<>();
  final List<Fact> facts = new ArrayList<>();

  private Job(
      long id,
      VirtualKey key,
      int firstLane,
      String payload,
      Instant createdAt,
      @Nullable Long place,
      @Nullable Long replayOf,
      @Nullable String idempotencyKey,
      @Nullable String requestHash) {
    this.id = id;
    this.key = key;
    this.firstLane = firstLane;
    this.payload = payload;
    this.createdAt = createdAt;
    this.place = place;
    this.replayOf = replayOf;
    this.idempotencyKey = idempotencyKey;
    this.requestHash = requestHash;
  }

  static Job asked(
      long id,
      VirtualKey key,
      int firstLane,
      String payload,
      @Nullable String idempotencyKey,
      String requestHash,
      Instant now) {
    return new Job(id, key, firstLane, payload, now, null, null, idempotencyKey, requestHash);
  }

  /** A new job for a failed one; it takes its place in line when the letter blocks the key. */
  static Job replayOf(Job letter, long id, Instant now) {
    boolean inherits = letter.dead == DeadLetter.OPEN && letter.key.deadBlocks;
    return new Job(
        id,
        letter.key,
        letter.firstLane,
        letter.payload,
        now,
        inherits ? (Long) letter.position() : null,
        letter.id,
        null,
        null);
  }

  long position() {
    return place == null ? id : place;
  }

  /** Running or stopping: takes a place of its key. */
  boolean runs() {
    return state == JobState.RUNNING || state == JobState.STOPPING;
  }

  boolean hasTask(Predicate<Task> which) {
    return tasks.values().stream().anyMatch(which);
  }

  /** Leaves word for a decider. */
  void wake(Instant now) {
    if (wakeAt == null) {
      wakeAt = now;
    }
  }

  void end(JobState how, Instant now) {
    state = how;
    endedAt = now;
  }
}
