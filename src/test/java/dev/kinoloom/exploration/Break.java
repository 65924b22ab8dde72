package dev.kinoloom.exploration;

/** One rule of the protocol, left out: what the exploration must notice. */
enum Break {
  /** {@code no-epoch}. */
  A_RESULT_OF_ANY_EPOCH_COUNTS(World.RASHNESS),
  A_CLAIM_KEEPS_THE_EPOCH(World.RASHNESS),
  /** {@code no-rev}. */
  A_STALE_DECISION_STANDS(World.LINES),
  A_CANCEL_LEAVES_THE_REVISION(World.RESULTS),
  /** {@code no-letter}. */
  NO_LETTER_FOR_WHO_STOPS(World.RESULTS),
  NO_LETTER_OF_A_RESULT(World.LINES),
  NO_LETTER_OF_A_POISONED_TASK(World.POISON),
  /** {@code no-intent-index}. */
  A_SECOND_INTENT_IS_TAKEN(World.RASHNESS),
  A_DOUBT_RESOLVED_MEANWHILE_PARKS(World.DOUBT),
  /** {@code no-key-lock}. */
  IDS_ARE_DRAWN_WITHOUT_THE_KEYS_LOCK(World.LINES),
  A_JOB_STARTS_WITHOUT_THE_KEYS_LOCK(World.LINES),
  A_JOB_ENDS_WITH_TASKS_THAT_MAY_RUN(World.RASHNESS),
  WHO_IS_BURIED_IS_SWEPT_ONCE(World.POISON),
  A_LOST_LEASE_IS_NOT_COUNTED(World.POISON),
  A_STOPPED_TASK_RUNS_AGAIN(World.RASHNESS),
  AN_ENDED_JOB_CAN_BE_CANCELLED(World.LINES);

  /** The world in which it shows. */
  final World noticedIn;

  Break(World noticedIn) {
    this.noticedIn = noticedIn;
  }
}
