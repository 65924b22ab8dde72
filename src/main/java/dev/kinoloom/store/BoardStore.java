package dev.kinoloom.store;

import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.TaskState;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All jobs as an operator sees them, whosever they are. Reads only; nothing waits for a lock. */
public interface BoardStore {
  /** For what a held job waits; the ordinals + 1 are the numbers of the store. */
  enum Hold {
    REVIEW,
    /** It is not known whether a paid call was made. */
    DOUBT
  }

  /** What became of a failed job; the ordinals are the numbers of the store. */
  enum Dead {
    NO,
    OPEN,
    REPLAYED,
    DISCARDED
  }

  /**
   * A job.
   *
   * @param job id
   * @param key whose
   * @param keyName for people
   * @param state now
   * @param hold of a held job; else null
   * @param dead whether it is a dead letter
   * @param rev the revision that an approval names
   * @param payload the brief as JSON
   * @param createdAt when it was accepted
   * @param startedAt when its first task could start; null = it has not begun
   * @param endedAt null = open
   * @param replayOf the failed job in whose place it is; null = none
   */
  record Entry(
      long job,
      int key,
      String keyName,
      JobState state,
      @Nullable Hold hold,
      Dead dead,
      int rev,
      String payload,
      Instant createdAt,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt,
      @Nullable Long replayOf) {}

  /**
   * A task.
   *
   * @param job id
   * @param no number within it
   * @param lane its queue
   * @param state now
   * @param epoch of its newest lease
   * @param attempt how often it was claimed and counted
   * @param lost how many leases on it were lost
   * @param stop it is to end
   * @param due of a waiting task; else null
   * @param result JSON, if there is one
   * @param lease of a leased task; else null
   * @param ahead ready tasks before a ready one in its lane, at most 1,000
   */
  record TaskEntry(
      long job,
      int no,
      int lane,
      TaskState state,
      int epoch,
      int attempt,
      int lost,
      boolean stop,
      @Nullable Instant due,
      @Nullable String result,
      @Nullable Lease lease,
      int ahead) {}

  /**
   * Who runs a task.
   *
   * @param node id
   * @param nodeName for people
   * @param until when the lease is over unless it is renewed
   * @param firstHeardAt its first word of progress under this lease; null = none yet
   * @param lastHeardAt its newest; null = none yet
   * @param workingSince when that began of which it told, which is with its first word; null = it
   *     has told nothing
   */
  record Lease(
      int node,
      String nodeName,
      Instant until,
      @Nullable Instant firstHeardAt,
      @Nullable Instant lastHeardAt,
      @Nullable Instant workingSince) {}

  /**
   * How busy a lane is.
   *
   * @param lane its number
   * @param leased tasks that run
   * @param ready tasks that could run, at most 1,000
   */
  record Lane(int lane, int leased, int ready) {}

  /**
   * Which jobs.
   *
   * @param key 0 = everybody's
   * @param states empty = all
   * @param before ids below it; 0 = from the newest
   * @param most how many
   */
  record Filter(int key, Set<JobState> states, long before, int most) {}

  /** The newest first. */
  Future<List<Entry>> list(Filter filter);

  Future<Optional<Entry>> find(long job);

  /** Of these jobs, by job and number, at most 5,000. */
  Future<List<TaskEntry>> tasks(Collection<Long> jobs);

  /** A key's jobs that run, stop or are held, the oldest first. */
  Future<List<Entry>> underWay(int key, int most);

  /** A key's queued jobs, in the order in which they will start. */
  Future<List<Entry>> queued(int key, int most);

  /** Every lane in which there is something. */
  Future<List<Lane>> lanes();

  /** The database's time, by which everything here is to be read. */
  Future<Instant> now();
}
