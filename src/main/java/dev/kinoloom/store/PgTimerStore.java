package dev.kinoloom.store;

import dev.kinoloom.domain.Checked;
import dev.kinoloom.domain.DueCheck;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.Tracked;
import dev.kinoloom.domain.Tracked.OpenTask;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Progress checks in PostgreSQL. */
final class PgTimerStore implements TimerStore {
  private static final String TIMER_TAKE =
      """
      select o_job, o_index, o_late
      from engine_1.due_checks($1, $2, $3::bigint * interval '1 ms')
      """;

  /**
   * Of each job at most 32 open tasks and its 500 newest facts are looked at. Who works at a task
   * names it by {@code no}; an estimate names none. The limit of 1 keeps the job's row a look by
   * its id, whatever the planner thinks of the tables' sizes.
   */
  private static final String TIMER_LOOK =
      """
      select w.job_id, j.state, coalesce(j.payload, '{}')::text, coalesce(j.ev_seq, 0), w.seen,
        (extract(epoch from clock_timestamp() - j.started_at) * 1000)::bigint,
        o.no, o.epoch, o.looking, o.data, o.age, e.data::text,
        (extract(epoch from clock_timestamp() - e.at) * 1000)::bigint
      from kinoloom.timer w
      left join lateral (select * from kinoloom.job where id = w.job_id limit 1) j on true
      left join lateral (
        select array_agg(x.no order by x.no) no, array_agg(x.epoch order by x.no) epoch,
          array_agg(x.looking order by x.no) looking, array_agg(f.data::text order by x.no) as data,
          array_agg((extract(epoch from clock_timestamp() - f.at) * 1000)::bigint order by x.no) age
        from (
          select t.no, t.epoch, coalesce(t.result ? 'looking', false) looking
          from kinoloom.task t
          where t.job_id = w.job_id and (t.state = 1 or t.state = 2 and t.result ? 'looking')
          order by t.no limit 32) x
        left join lateral (
          select v.data, v.at from kinoloom.job_event v
          where v.job_id = w.job_id and v.seq > j.ev_seq - 500 and v.kind = 8
            and v.data -> 'no' = to_jsonb(x.no)
          order by v.seq desc limit 1) f on true) o on true
      left join lateral (
        select v.data, v.at from kinoloom.job_event v
        where v.job_id = w.job_id and v.seq > j.ev_seq - 500 and v.kind = 8
          and v.data ? 'estimated'
        order by v.seq desc limit 1) e on true
      where w.kind = $2 and w.job_id = any($1)
      """;

  private static final String TIMER_SETTLE =
      """
      select engine_1.checked($1, $2, $3, $4, $5, $6::text[]::jsonb[])
      """;

  private final Wire engine;
  private final Wire reads;

  PgTimerStore(Database database) {
    this.engine = database.engine();
    this.reads = database.reads();
  }

  @Override
  public Future<List<DueCheck>> take(int most, Duration again) {
    return engine.list(
        TIMER_TAKE,
        Tuple.of((short) CHECK, most, again.toMillis()),
        row -> new DueCheck(row.getLong(0), row.getInteger(1), millis(row.getLong(2))));
  }

  @Override
  public Future<List<Tracked>> look(Collection<Long> jobs) {
    return jobs.isEmpty()
        ? Future.succeededFuture(List.of())
        : reads.list(
            TIMER_LOOK,
            Tuple.tuple().addArrayOfLong(jobs.toArray(Long[]::new)).addShort((short) CHECK),
            PgTimerStore::tracked);
  }

  @Override
  public Future<Integer> settle(List<Checked> checks) {
    return checks.isEmpty()
        ? Future.succeededFuture(0)
        : engine.one(TIMER_SETTLE, values(checks), row -> row.getInteger(0));
  }

  private static Tuple values(List<Checked> checks) {
    return Tuple.of((short) CHECK)
        .addValue(each(checks, Checked::job).toArray(Long[]::new))
        .addValue(each(checks, Checked::seenSeq).toArray(Integer[]::new))
        .addValue(
            checks.stream()
                .map(one -> one.next())
                .map(next -> next == null ? null : Long.valueOf(next.toMillis()))
                .toArray(Long[]::new))
        .addValue(each(checks, Checked::index).toArray(Integer[]::new))
        .addValue(checks.stream().map(Checked::fact).toArray(String[]::new));
  }

  private static <T> List<T> each(List<Checked> checks, Function<Checked, T> value) {
    return checks.stream().map(value).toList();
  }

  private static Tracked tracked(Row row) {
    Short state = row.getShort(1);
    return new Tracked(
        row.getLong(0),
        state == null ? null : JobState.of(state),
        row.getString(2),
        row.getInteger(3),
        row.getInteger(4),
        millis(row.getLong(5)),
        open(row),
        row.getString(11),
        millis(row.getLong(12)));
  }

  private static List<OpenTask> open(Row row) {
    Integer[] nos = row.getArrayOfIntegers(6);
    if (nos == null) {
      return List.of();
    }
    var epochs = Objects.requireNonNull(row.getArrayOfIntegers(7));
    var looking = Objects.requireNonNull(row.getArrayOfBooleans(8));
    var data = Objects.requireNonNull(row.getArrayOfStrings(9));
    var ages = Objects.requireNonNull(row.getArrayOfLongs(10));
    var open = new ArrayList<OpenTask>(nos.length);
    for (int i = 0; i < nos.length; i++) {
      open.add(new OpenTask(nos[i], epochs[i], looking[i], data[i], millis(ages[i])));
    }
    return open;
  }

  private static Duration millis(@Nullable Long millis) {
    return Duration.ofMillis(millis == null ? 0 : Math.max(0, millis));
  }
}
