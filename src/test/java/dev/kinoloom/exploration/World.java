package dev.kinoloom.exploration;

import java.util.List;

/**
 * Small worlds: each tries some laws hard, and is no larger than it must be. Larger ones with
 * {@code -Dexploration.larger=true}.
 */
enum World {
  /** Two jobs of a key and one of another, each one task; one is cancelled. */
  LINES,
  /** A task that kills its nodes, and a job behind it. */
  POISON,
  /** Deciders that propose ends which are not due. */
  RASHNESS,
  /** One job of three tasks, two of them at once; a node dies, a task fails, a cancel. */
  RESULTS,
  /** One paid call; its sender dies or sleeps. */
  MONEY,
  /** A paid call in doubt, whose sender wakes up late, and another job behind it. */
  DOUBT,
  /** Sleep, death, lost answers and late results. */
  LATE,
  /** One paid call and no other task, and a decider that is rash. */
  HASTE,
  /** One task whose claim may go unheard, or come too late. */
  UNHEARD;

  private static final int MORE = Boolean.getBoolean("exploration.larger") ? 1 : 0;

  Bounds bounds() {
    return switch (this) {
      case LINES ->
          new Bounds(
              List.of(0, 0, 1), List.of(1, 1, 1), false, MORE, 0, 0, 0, 0, 1 + MORE, 2, false);
      case POISON -> new Bounds(List.of(0, 0), List.of(1, 1), false, 2, MORE, 0, 0, 0, 0, 1, false);
      case RASHNESS -> new Bounds(List.of(0), List.of(2), true, 1, 0, 0, 1, 0, 1, 3, true);
      case RESULTS -> new Bounds(List.of(0), List.of(3), false, 1, MORE, 0, MORE, 1, 1, 2, false);
      case MONEY -> new Bounds(List.of(0), List.of(1), true, 1, 1, MORE, 0, 0, 1, 3, false);
      case DOUBT -> new Bounds(List.of(0, 0), List.of(1, 1), true, MORE, 1, 0, 0, 0, 0, 3, false);
      case HASTE -> new Bounds(List.of(0), List.of(1), true, 1, 0, 0, 0, 0, 1, 3, true);
      case UNHEARD -> new Bounds(List.of(0), List.of(1), false, 0, 1, 1, 1, 0, 0, 2, false);
      case LATE -> new Bounds(List.of(0), List.of(2), false, 1, 1, 1, MORE, MORE, 1, 2, false);
    };
  }
}
