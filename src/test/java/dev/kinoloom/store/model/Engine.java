package dev.kinoloom.store.model;

import dev.kinoloom.domain.Cancelled;
import dev.kinoloom.domain.Claim;
import dev.kinoloom.domain.Decision;
import dev.kinoloom.domain.Fact;
import dev.kinoloom.domain.FactKind;
import dev.kinoloom.domain.Holding;
import dev.kinoloom.domain.JobSnapshot;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.JobSummary;
import dev.kinoloom.domain.Refusal;
import dev.kinoloom.domain.Report;
import dev.kinoloom.domain.Submission;
import dev.kinoloom.store.JobStore;
import dev.kinoloom.store.TaskStore;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All calls of the engine, one method a function of the SQL. Each call is one transaction. */
interface Engine {
  /** A new key; answers its id. */
  int addKey(String name, String secretHash, int slot);

  /** Null = as it is. */
  void keySet(
      int key,
      @Nullable Double weight,
      @Nullable Duration headStart,
      @Nullable Integer maxConcurrent,
      @Nullable Integer maxOpen,
      @Nullable Boolean deadBlocks);

  void keyPause(int key, boolean paused);

  List<Submission.Answer> accept(List<Submission> batch);

  /** {@code slots} empty = everybody's keys. */
  int admit(int most, Set<Integer> slots);

  /** {@code admit}, then, if any were started, {@code claim}, in one commit. */
  JobStore.Started admitAndClaim(
      int most, Set<Integer> slots, int node, Map<Integer, Integer> wants);

  List<Claim> claim(int node, Map<Integer, Integer> wants);

  /** Answers only what was not taken. */
  List<Refusal> finish(List<Report> reports, List<Decision> decisions);

  /** {@code finish}, then {@code claim}, in one commit. */
  TaskStore.Step finishAndClaim(
      int node, List<Report> reports, List<Decision> decisions, Map<Integer, Integer> wants);

  List<JobSnapshot> load(Collection<Long> jobs);

  List<Long> letters(Duration older, Set<Integer> slots, int most);

  boolean progress(int node, long job, int no, int epoch, String data);

  boolean tell(long id, FactKind kind, String data);

  /** Before a paid call; empty = do not send. */
  OptionalLong intend(int node, long job, int no, int epoch);

  /** {@code state}: 1 handle known, 2 void, 3 fetched. */
  boolean resolve(long effect, int state, @Nullable String handle, @Nullable String note);

  int promote(int most);

  /** Due timers, taken by moving them on; the rows as they are then. */
  List<DueTimer> fire(int most, Duration again);

  void retime(long job, int kind, Duration after);

  int nodeUp(String name, Duration ttl);

  Optional<List<Holding>> heartbeat(int node, Duration ttl);

  int reap(int node, Duration ttl, int maxLost);

  int takeOver(int node, int maxLost);

  void drain(int node);

  void undrain(int node);

  int leave(int node);

  Cancelled cancel(long job);

  boolean approve(long job, int rev);

  Optional<Long> replay(long job);

  boolean discard(long job);

  Optional<JobSummary> find(long job);

  List<JobSummary> list(int key, Set<JobState> states, long before, int most);

  List<Fact> facts(long job, int after, int most);

  Optional<String> checkpoint(int key, String hash);
}
