package dev.kinoloom.store;

import dev.kinoloom.domain.Cancelled;
import dev.kinoloom.domain.JobSnapshot;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.JobSummary;
import dev.kinoloom.domain.Submission;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Jobs in PostgreSQL. */
final class PgJobStore implements JobStore {
  private static final String JOB_START =
      """
      select o_started, o_resumed, o_more, o_left,
        o_job, o_no, o_epoch, o_lane, o_attempt, o_lost, o_stop
      from engine_1.start_next($1, $2, $3, $4, $5)
      """;

  /** Since when a key is ready is {@code ready_at} without its head start. */
  private static final String JOB_LEFT_WAITING =
      """
      select slot from kinoloom.vkey
      where ready_at <= clock_timestamp() - $1::bigint * interval '1 ms'
        and ready_at + head_start <= clock_timestamp() - $1::bigint * interval '1 ms'
      order by ready_at limit $2
      """;

  private static final String JOB_LETTERS =
      """
      select l.id from engine_1.letters($1::bigint * interval '1 ms', $2, $3) l(id)
      """;

  private static final String JOB_LOAD =
      """
      select o_job, o_key, o_state, o_target, o_rev, o_approvals, coalesce(o_payload, '{}')::text,
        o_no, o_lane, o_tstate, o_attempt, o_lost, o_result::text[]
      from engine_1.load($1)
      """;

  private static final String JOB_CANCEL =
      """
      select engine_1.cancel($1)
      """;

  private static final String JOB_APPROVE =
      """
      select engine_1.approve($1, $2)
      """;

  private static final String JOB_REPLAY =
      """
      select engine_1.replay($1)
      """;

  private static final String JOB_DISCARD =
      """
      select engine_1.discard($1)
      """;

  private static final String JOB_FIND =
      """
      select id, key_id, state, coalesce(payload, '{}')::text, ev_seq, created_at, started_at,
        ended_at
      from kinoloom.job where id = $1
      """;

  private static final String JOB_FIND_ALL =
      """
      select id, key_id, state, coalesce(payload, '{}')::text, ev_seq, created_at, started_at,
        ended_at
      from kinoloom.job where id = any($1)
      """;

  private static final String JOB_LIST =
      """
      select id, key_id, state, coalesce(payload, '{}')::text, ev_seq, created_at, started_at,
        ended_at
      from kinoloom.job
      where state = any($1) and id < $2
      order by id desc limit $3
      """;

  private static final String JOB_LIST_OF_KEY =
      """
      select id, key_id, state, coalesce(payload, '{}')::text, ev_seq, created_at, started_at,
        ended_at
      from kinoloom.job
      where state = any($1) and id < $2 and key_id = $4
      order by key_id desc, id desc limit $3
      """;

  /** No node has this id. */
  private static final int NOBODY = 0;

  private static final int CLAIM_COLUMN = 4;

  private final Wire engine;
  private final Wire reads;
  private final Acceptance acceptance;

  PgJobStore(Database database) {
    this.engine = database.engine();
    this.reads = database.reads();
    this.acceptance = new Acceptance(database.accepts());
  }

  @Override
  public Future<List<Submission.Answer>> accept(List<Submission> batch) {
    return acceptance.accept(batch);
  }

  @Override
  public Future<Integer> admit(int most, Set<Integer> slots) {
    return admit(most, slots, NOBODY, Map.of()).map(Started::jobs);
  }

  @Override
  public Future<Started> admit(
      int most, Set<Integer> slots, int node, Map<Integer, Integer> wants) {
    var values =
        Tuple.of(most).addArrayOfShort(slots.isEmpty() ? null : shorts(slots)).addInteger(node);
    return engine
        .list(JOB_START, ClaimRows.wanted(values, wants), row -> row)
        .map(
            rows -> {
              var total = rows.get(0);
              var claims =
                  rows.stream().skip(1).map(row -> ClaimRows.claim(row, CLAIM_COLUMN)).toList();
              return new Started(
                  total.getInteger(0),
                  total.getInteger(1),
                  total.getBoolean(2),
                  total.getBoolean(3),
                  claims);
            });
  }

  @Override
  public Future<Set<Integer>> leftWaiting(Duration older, int most) {
    return reads
        .list(
            JOB_LEFT_WAITING,
            Tuple.of(older.toMillis(), (long) most),
            row -> row.getShort(0).intValue())
        .map(Set::copyOf);
  }

  @Override
  public Future<List<Long>> letters(Duration older, Set<Integer> slots, int most) {
    return reads.list(
        JOB_LETTERS, Tuple.of(older.toMillis(), shorts(slots), most), row -> row.getLong(0));
  }

  @Override
  public Future<List<JobSnapshot>> load(Collection<Long> jobs) {
    return jobs.isEmpty()
        ? Future.succeededFuture(List.of())
        : reads.list(JOB_LOAD, ids(jobs), JobRows::snapshot);
  }

  @Override
  public Future<Cancelled> cancel(long job) {
    return engine.one(JOB_CANCEL, Tuple.of(job), row -> Cancelled.values()[row.getInteger(0)]);
  }

  @Override
  public Future<Boolean> approve(long job, int rev) {
    return engine.one(JOB_APPROVE, Tuple.of(job, rev), row -> row.getBoolean(0));
  }

  @Override
  public Future<Optional<Long>> replay(long job) {
    return engine.one(JOB_REPLAY, Tuple.of(job), row -> Optional.ofNullable(row.getLong(0)));
  }

  @Override
  public Future<Boolean> discard(long job) {
    return engine.one(JOB_DISCARD, Tuple.of(job), row -> row.getBoolean(0));
  }

  @Override
  public Future<Optional<JobSummary>> find(long job) {
    return reads.find(JOB_FIND, Tuple.of(job), JobRows::summary);
  }

  @Override
  public Future<List<JobSummary>> findAll(Collection<Long> jobs) {
    return reads.list(JOB_FIND_ALL, ids(jobs), JobRows::summary);
  }

  @Override
  public Future<List<JobSummary>> list(int key, Set<JobState> states, long before, int most) {
    var values = Tuple.of(codes(states), before == 0 ? Long.MAX_VALUE : before, (long) most);
    return key == 0
        ? reads.list(JOB_LIST, values, JobRows::summary)
        : reads.list(JOB_LIST_OF_KEY, values.addInteger(key), JobRows::summary);
  }

  private static Tuple ids(Collection<Long> jobs) {
    return Tuple.tuple().addArrayOfLong(jobs.toArray(Long[]::new));
  }

  private static Short[] codes(Set<JobState> states) {
    return (states.isEmpty() ? EnumSet.allOf(JobState.class) : states)
        .stream().map(state -> (short) state.code()).toArray(Short[]::new);
  }

  private static Short[] shorts(Set<Integer> slots) {
    return slots.stream().map(Integer::shortValue).toArray(Short[]::new);
  }
}
