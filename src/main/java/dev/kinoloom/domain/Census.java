package dev.kinoloom.domain;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much there is of what in the whole database, as one look saw it. Counts go up to {@value
 * #MOST}; more is not counted.
 *
 * @param jobs by state, those that have not ended
 * @param deadLetters open ones
 * @param paidCalls that are not known to be over
 * @param letters what deciders must still see
 * @param lanes with anything in them
 * @param keysReady keys of which a job may start
 * @param longestReady how long the first of those has been waiting, minus its head start; null =
 *     none
 * @param nodesUp with a lease that stands
 * @param nodesLate whose lease is over, but nobody has buried them
 * @param timers progress checks
 * @param database how it fares
 */
public record Census(
    Map<JobState, Long> jobs,
    long deadLetters,
    PaidCalls paidCalls,
    Letters letters,
    List<Lane> lanes,
    long keysReady,
    @Nullable Duration longestReady,
    long nodesUp,
    long nodesLate,
    Timers timers,
    Database database) {
  public static final int MOST = 100_000;

  public Census {
    jobs = Map.copyOf(jobs);
    lanes = List.copyOf(lanes);
  }

  /**
   * Calls that cost money.
   *
   * @param open of which nobody knows yet what came
   * @param inDoubt of these, those that nobody here looks after
   */
  public record PaidCalls(long open, long inDoubt) {}

  /**
   * Jobs that a decider must look at.
   *
   * @param waiting how many
   * @param oldest how long the first has been waiting; null = none is
   */
  public record Letters(long waiting, @Nullable Duration oldest) {}

  /**
   * A stage's queue.
   *
   * @param lane its number
   * @param ready tasks that a worker could take
   * @param leased tasks that run somewhere
   * @param waiting tasks that wait for their time
   * @param oldest among the tasks at the head, the longest time that nothing has happened to a
   *     task's job; null = nothing is ready
   */
  public record Lane(int lane, long ready, long leased, long waiting, @Nullable Duration oldest) {}

  /**
   * Progress checks.
   *
   * @param tracked jobs that are looked at
   * @param orphans timers whose job has ended or is not there; a fault of ours
   * @param overdue how long the first is overdue; null = none is
   * @param longest how long the job has been tracked that was tracked the longest; null = none is
   */
  public record Timers(
      long tracked, long orphans, @Nullable Duration overdue, @Nullable Duration longest) {}

  /**
   * PostgreSQL itself.
   *
   * @param xminAge transactions since the oldest one that somebody still may look back to: while it
   *     grows, no dead row is removed
   * @param oldestTransaction how long the oldest transaction has been open; null = none is
   * @param connections of anybody to this database
   * @param connectionsMax that the server takes
   */
  public record Database(
      long xminAge, @Nullable Duration oldestTransaction, long connections, long connectionsMax) {}
}
