package dev.kinoloom.store;

import dev.kinoloom.domain.JobState;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The board in PostgreSQL. */
final class PgBoardStore implements BoardStore {
  private static final String JOB =
      """
      select j.id, j.key_id, v.name, j.state, j.held_for, j.dead, j.rev,
        coalesce(j.payload, '{}')::text, j.created_at, j.started_at, j.ended_at, j.replay_of
      from kinoloom.job j join kinoloom.vkey v using (key_id)
      """;

  private static final String JOB_FIND = JOB + "where j.id = $1";

  private static final String JOB_LIST =
      JOB + "where j.state = any($1) and j.id < $2 order by j.id desc limit $3";

  private static final String JOB_LIST_OF_KEY =
      JOB
          + """
          where j.state = any($1) and j.id < $2 and j.key_id = $4
          order by j.key_id desc, j.id desc limit $3
          """;

  /** By the index of jobs under way: the words of its predicate must stand here. */
  private static final String JOB_LIST_UNDER_WAY =
      JOB
          + """
          where j.state in (1, 2, 3) and j.state = any($1) and j.id < $2
            and ($4 = 0 or j.key_id = $4)
          order by j.id desc limit $3
          """;

  private static final String JOB_UNDER_WAY =
      JOB + "where j.key_id = $1 and j.state in (1, 2, 3) order by j.id limit $2";

  private static final String JOB_QUEUED =
      JOB
          + """
          where j.key_id = $1 and j.state = 0
          order by coalesce(j.place, j.id) limit $2
          """;

  private static final String TASK_LIST =
      """
      select t.job_id, t.no, t.lane, t.state, t.epoch, t.attempt, t.lost, t.stop, t.due,
        t.result::text, t.node, n.name, n.lease_until, h.first, h.last, h.since,
        case when t.state = 0 then (
          select count(*) from (
            select 1 from kinoloom.task x
            where x.state = 0 and x.lane = t.lane and x.rank < t.rank limit 1000) y)
        end::int
      from kinoloom.task t
      left join kinoloom.node n on n.id = t.node
      left join lateral (
        select min(e.at) as first, max(e.at) as last,
          min(e.at - (e.data ->> 'elapsed')::bigint * interval '1 ms') as since
        from kinoloom.job_event e
        where t.state = 1 and e.job_id = t.job_id and e.kind = 8
          and (e.data ->> 'no')::int = t.no and (e.data ->> 'epoch')::int = t.epoch) h on true
      where t.job_id = any($1)
      order by t.job_id, t.no limit 5000
      """;

  private static final String LANE_LIST =
      """
      select l.lane, sum(l.leased)::int, least(sum(l.ready), 1000)::int
      from (
        select lane, count(*) leased, 0 ready
        from kinoloom.task where state = 1 and node is not null group by lane
        union all
        select lane, 0, count(*)
        from (select lane from kinoloom.task where state = 0 limit 100000) r group by lane) l
      group by l.lane order by l.lane
      """;

  private static final String NOW =
      """
      select clock_timestamp()
      """;

  private static final Set<JobState> UNDER_WAY =
      EnumSet.of(JobState.RUNNING, JobState.HELD, JobState.STOPPING);

  private final Wire reads;

  PgBoardStore(Database database) {
    this.reads = database.reads();
  }

  @Override
  public Future<List<Entry>> list(Filter filter) {
    var states = filter.states().isEmpty() ? EnumSet.allOf(JobState.class) : filter.states();
    var values =
        Tuple.of(
            states.stream().map(state -> (short) state.code()).toArray(Short[]::new),
            filter.before() == 0 ? Long.MAX_VALUE : filter.before(),
            (long) filter.most());
    if (UNDER_WAY.containsAll(states)) {
      return reads.list(JOB_LIST_UNDER_WAY, values.addInteger(filter.key()), BoardRows::entry);
    }
    return filter.key() == 0
        ? reads.list(JOB_LIST, values, BoardRows::entry)
        : reads.list(JOB_LIST_OF_KEY, values.addInteger(filter.key()), BoardRows::entry);
  }

  @Override
  public Future<Optional<Entry>> find(long job) {
    return reads.find(JOB_FIND, Tuple.of(job), BoardRows::entry);
  }

  @Override
  public Future<List<TaskEntry>> tasks(Collection<Long> jobs) {
    return reads.list(
        TASK_LIST, Tuple.tuple().addArrayOfLong(jobs.toArray(Long[]::new)), BoardRows::task);
  }

  @Override
  public Future<List<Entry>> underWay(int key, int most) {
    return reads.list(JOB_UNDER_WAY, Tuple.of(key, (long) most), BoardRows::entry);
  }

  @Override
  public Future<List<Entry>> queued(int key, int most) {
    return reads.list(JOB_QUEUED, Tuple.of(key, (long) most), BoardRows::entry);
  }

  @Override
  public Future<List<Lane>> lanes() {
    return reads.list(
        LANE_LIST,
        Tuple.tuple(),
        row -> new Lane(row.getShort(0), row.getInteger(1), row.getInteger(2)));
  }

  @Override
  public Future<Instant> now() {
    return reads.one(NOW, Tuple.tuple(), row -> row.getOffsetDateTime(0).toInstant());
  }
}
