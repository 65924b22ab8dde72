package dev.kinoloom.store;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keys as the lines in which jobs wait: what an operator sees and sets of them. Every change stands
 * in the audit, written by the statement that makes it; {@code by} is the name of who asked.
 */
public interface LineStore {
  /**
   * A key's line.
   *
   * @param key id
   * @param name for people
   * @param createdAt when
   * @param slot of the ring, 0 to 1023
   * @param rules by which its jobs start
   * @param paused its jobs are accepted and not started
   * @param deadLetters that are open
   * @param running its jobs that run or stop
   * @param open its jobs that have not ended
   * @param isReady a queued job may start now
   * @param storedBytes what its files took when they were last counted; null = they never were
   * @param storedAt when that was
   */
  record Line(
      int key,
      String name,
      Instant createdAt,
      int slot,
      Rules rules,
      boolean paused,
      int deadLetters,
      int running,
      int open,
      boolean isReady,
      @Nullable Long storedBytes,
      @Nullable Instant storedAt) {
    /** An open dead letter stops it. */
    public boolean isBlocked() {
      return rules.blocksOnDeadLetter() && deadLetters > 0;
    }
  }

  /**
   * By which a key's jobs start.
   *
   * @param weight its share of the lanes, 0.01 to 100
   * @param headStart how much earlier its jobs count as come, 0 to 1 h
   * @param maxConcurrent how many of its jobs run at once, 1 to 32767
   * @param maxOpen how many may be open, ≥ 0
   * @param blocksOnDeadLetter a dead letter stops the line until it is replayed or discarded
   * @param maxStorageBytes what its files may take; null = any
   */
  record Rules(
      double weight,
      Duration headStart,
      int maxConcurrent,
      int maxOpen,
      boolean blocksOnDeadLetter,
      @Nullable Long maxStorageBytes) {}

  /**
   * What is to be another; null = as it is, or for a new key its default. 0 as {@code
   * maxStorageBytes} takes the limit away.
   */
  record Change(
      @Nullable String name,
      @Nullable Double weight,
      @Nullable Duration headStart,
      @Nullable Integer maxConcurrent,
      @Nullable Integer maxOpen,
      @Nullable Boolean blocksOnDeadLetter,
      @Nullable Boolean paused,
      @Nullable Long maxStorageBytes) {
    /** Only whether its jobs are started. */
    public static Change paused(boolean paused) {
      return new Change(null, null, null, null, null, null, paused, null);
    }
  }

  /** In the order of their ids, those after {@code after}. */
  Future<List<Line>> list(int after, int most);

  Future<Optional<Line>> find(int key);

  Future<Optional<Line>> find(String name);

  /**
   * A new key whose secret has this hash; answers its id. Fails with {@code Invalid} when the name,
   * which {@code rules} must have, is taken.
   */
  Future<Integer> add(String by, String secretHash, int slot, Change rules);

  /** false = there is no such key. Fails with {@code Invalid} when its new name is taken. */
  Future<Boolean> change(String by, int key, Change change);
}
