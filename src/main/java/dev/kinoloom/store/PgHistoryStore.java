package dev.kinoloom.store;

import dev.kinoloom.domain.Durations;
import dev.kinoloom.domain.Likeness;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Durations in PostgreSQL. */
final class PgHistoryStore implements HistoryStore {
  /** Rows at most: of a likeness there are ten or so. */
  private static final int MOST = 20_000;

  /** In the order of the key, so that two nodes do not wait for each other. */
  private static final String DURATION_ADD =
      """
      insert into kinoloom.duration as d (stage, provider, model, size, bucket, n)
      select * from unnest($1::text[], $2::text[], $3::text[], $4::smallint[], $5::smallint[],
        $6::bigint[]) u(stage, provider, model, size, bucket, n)
      order by 1, 2, 3, 4, 5
      on conflict (stage, provider, model, size, bucket)
      do update set n = d.n + excluded.n, told_at = excluded.told_at
      """;

  private static final String DURATION_ALL =
      """
      select stage, provider, model, size, bucket, n from kinoloom.duration
      where n > 0 order by told_at desc limit $1
      """;

  /** What is known of a likeness is halved beyond a thousand, so that the newest counts. */
  private static final String DURATION_HALVE =
      """
      with many as materialized (
        select stage, provider, model, size from kinoloom.duration
        group by stage, provider, model, size having sum(n) > 1000),
      held as materialized (
        select d.stage, d.provider, d.model, d.size, d.bucket
        from kinoloom.duration d join many using (stage, provider, model, size)
        order by 1, 2, 3, 4, 5 for update of d skip locked)
      update kinoloom.duration d set n = d.n / 2
      from held h
      where (d.stage, d.provider, d.model, d.size, d.bucket)
        = (h.stage, h.provider, h.model, h.size, h.bucket)
      """;

  private static final String DURATION_FORGET =
      """
      with old as materialized (
        select d.stage, d.provider, d.model, d.size, d.bucket
        from kinoloom.duration d
        where d.n = 0 or d.told_at < clock_timestamp() - interval '180 days'
          or d.told_at < (select told_at from kinoloom.duration
            order by told_at desc offset $1 limit 1)
        for update skip locked)
      delete from kinoloom.duration d using old o
      where (d.stage, d.provider, d.model, d.size, d.bucket)
        = (o.stage, o.provider, o.model, o.size, o.bucket)
      """;

  private record Some(Likeness of, int bucket, long count) {}

  private final Wire engine;
  private final Wire reads;

  PgHistoryStore(Database database) {
    this.engine = database.engine();
    this.reads = database.reads();
  }

  @Override
  public Future<Void> add(Map<Likeness, Map<Integer, Long>> counts) {
    var rows = new ArrayList<Some>();
    counts.forEach(
        (of, buckets) -> buckets.forEach((bucket, count) -> rows.add(new Some(of, bucket, count))));
    return rows.isEmpty() ? Future.succeededFuture() : engine.run(DURATION_ADD, values(rows));
  }

  @Override
  public Future<Map<Likeness, Durations>> all() {
    return reads
        .list(DURATION_ALL, Tuple.of((long) MOST), PgHistoryStore::some)
        .map(PgHistoryStore::together);
  }

  @Override
  public Future<Void> forget() {
    return engine
        .run(DURATION_HALVE, Tuple.tuple())
        .compose(none -> engine.run(DURATION_FORGET, Tuple.of((long) MOST)));
  }

  private static Map<Likeness, Durations> together(List<Some> rows) {
    var counts = new HashMap<Likeness, Map<Integer, Long>>();
    rows.forEach(
        row ->
            counts.computeIfAbsent(row.of(), of -> new HashMap<>()).put(row.bucket(), row.count()));
    var all = new HashMap<Likeness, Durations>();
    counts.forEach((of, buckets) -> all.put(of, new Durations(buckets)));
    return all;
  }

  private static Some some(Row row) {
    var of = new Likeness(row.getString(0), row.getString(1), row.getString(2), row.getShort(3));
    return new Some(of, row.getShort(4), row.getLong(5));
  }

  private static Tuple values(List<Some> rows) {
    return Tuple.tuple()
        .addValue(rows.stream().map(row -> row.of().stage()).toArray(String[]::new))
        .addValue(rows.stream().map(row -> row.of().provider()).toArray(String[]::new))
        .addValue(rows.stream().map(row -> row.of().model()).toArray(String[]::new))
        .addValue(rows.stream().map(row -> (short) row.of().size()).toArray(Short[]::new))
        .addValue(
            rows.stream().map(row -> row.bucket()).map(Integer::shortValue).toArray(Short[]::new))
        .addValue(rows.stream().map(Some::count).toArray(Long[]::new));
  }
}
