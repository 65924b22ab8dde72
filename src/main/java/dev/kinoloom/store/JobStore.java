package dev.kinoloom.store;

import dev.kinoloom.domain.Cancelled;
import dev.kinoloom.domain.Claim;
import dev.kinoloom.domain.JobSnapshot;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.JobSummary;
import dev.kinoloom.domain.Submission;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Jobs in the line of their key. A future fails only when the database cannot be asked; every
 * expected outcome is a value.
 */
public interface JobStore {
  /** So many batches are accepted side by side, unless they concern the same keys; more wait. */
  int ACCEPTS_AT_ONCE = 2;

  /**
   * Accepts a batch in one commit. Answers are in the order of the batch. After a {@link
   * StoreUnavailable} only submissions with an idempotency key may be given again.
   */
  Future<List<Submission.Answer>> accept(List<Submission> batch);

  /**
   * Starts the next job of each key that may start one, at most {@code most}; answers how many.
   * {@code slots} empty = everybody's keys.
   */
  Future<Integer> admit(int most, Set<Integer> slots);

  /**
   * What an admission came to.
   *
   * @param jobs that were started
   * @param resumed how many of them go on where they were held; each has a letter now
   * @param more whether another look may start more
   * @param left if not: whether a key that may start a job was passed by, because somebody held it;
   *     another look in a moment may start it
   * @param claims tasks that were leased besides, of these jobs or of others
   */
  record Started(int jobs, int resumed, boolean more, boolean left, List<Claim> claims) {}

  /**
   * {@link #admit}; where it started any jobs, up to {@code wants.get(lane)} tasks of each lane are
   * leased to {@code node} in the same commit, if the store can.
   */
  default Future<Started> admit(
      int most, Set<Integer> slots, int node, Map<Integer, Integer> wants) {
    return admit(most, slots).map(jobs -> new Started(jobs, jobs, jobs > 0, false, List.of()));
  }

  /**
   * Slots of keys that may start a job and have been let wait for {@code older}, of at most {@code
   * most} keys, the longest waiting first. A head start is not taken for waiting.
   */
  Future<Set<Integer>> leftWaiting(Duration older, int most);

  /**
   * Jobs that a decider must look at: those of {@code slots} at once, anybody's once they have lain
   * for {@code older}.
   */
  Future<List<Long>> letters(Duration older, Set<Integer> slots, int most);

  /** Jobs and tasks, each of one look. Unknown ids are left out. */
  Future<List<JobSnapshot>> load(Collection<Long> jobs);

  Future<Cancelled> cancel(long job);

  /**
   * Approves the review that the person saw at revision {@code rev}; false = it is another one by
   * now.
   */
  Future<Boolean> approve(long job, int rev);

  /**
   * A new job in place of a dead letter; empty = not to be had (not failed, or a paid call is
   * unresolved).
   */
  Future<Optional<Long>> replay(long job);

  Future<Boolean> discard(long job);

  Future<Optional<JobSummary>> find(long job);

  /** Those of {@code jobs} that there are, in any order. */
  default Future<List<JobSummary>> findAll(Collection<Long> jobs) {
    return Future.all(jobs.stream().map(this::find).toList())
        .map(all -> all.<Optional<JobSummary>>list().stream().flatMap(Optional::stream).toList());
  }

  /**
   * The newest first. {@code key} 0 = everybody's; {@code states} empty = all; {@code before} 0 =
   * from the newest.
   */
  Future<List<JobSummary>> list(int key, Set<JobState> states, long before, int most);
}
