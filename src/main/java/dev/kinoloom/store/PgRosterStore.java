package dev.kinoloom.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;

/** The roster in PostgreSQL. */
final class PgRosterStore implements RosterStore {
  private static final String NODE_LIST =
      """
      select n.id, n.name, n.state, n.lease_until,
        n.state < 3 and n.lease_until < clock_timestamp(), n.steady_since,
        (select count(*) from kinoloom.task t where t.node = n.id and t.state = 1)::int,
        n.trouble
      from kinoloom.node n order by n.id desc limit 1000
      """;

  private static final String NODE_STATE =
      """
      select state from kinoloom.node where id = $1
      """;

  private static final String NODE_TROUBLE =
      """
      update kinoloom.node set trouble = left($2, 1000) where id = $1
      """;

  /**
   * Who drained already, or is gone, stays so; the entry says it. Who is late is as good as gone.
   */
  private static final String NODE_DRAIN =
      """
      with n as materialized (
        select id, name,
          case when lease_until < clock_timestamp() then 3::smallint else state end state
        from kinoloom.node where id = $2 for update),
      done as materialized (
        select n.*, case when n.state = 1 then engine_1.drain(n.id)::text end from n),
      noted as (
        insert into kinoloom.audit(who, action, node, details, outcome)
        select $1, 'node.drain', id, jsonb_build_object('name', name),
          case state when 1 then 'draining' when 2 then 'draining already' else 'gone already' end
        from done)
      select greatest(state, 2::smallint) from done
      """;

  private static final String NODE_UNDRAIN =
      """
      with n as materialized (
        select id, name,
          case when lease_until < clock_timestamp() then 3::smallint else state end state
        from kinoloom.node where id = $2 for update),
      done as materialized (
        select n.*, case when n.state = 2 then engine_1.undrain(n.id)::text end from n),
      noted as (
        insert into kinoloom.audit(who, action, node, details, outcome)
        select $1, 'node.undrain', id, jsonb_build_object('name', name),
          case state when 1 then 'up already' when 2 then 'up' else 'gone already' end
        from done)
      select case state when 2 then 1::smallint else state end from done
      """;

  private final Wire engine;
  private final Wire reads;

  PgRosterStore(Database database) {
    this.engine = database.engine();
    this.reads = database.reads();
  }

  @Override
  public Future<List<Entry>> list() {
    return reads.list(NODE_LIST, Tuple.tuple(), PgRosterStore::entry);
  }

  @Override
  public Future<Optional<State>> drain(String by, int node) {
    return engine.find(NODE_DRAIN, Tuple.of(by, node), row -> read(row.getShort(0)));
  }

  @Override
  public Future<Optional<State>> undrain(String by, int node) {
    return engine.find(NODE_UNDRAIN, Tuple.of(by, node), row -> read(row.getShort(0)));
  }

  @Override
  public Future<Void> trouble(int node, Optional<String> trouble) {
    return reads.run(NODE_TROUBLE, Tuple.of(node, trouble.orElse(null)));
  }

  @Override
  public Future<Optional<State>> state(int node) {
    return reads.find(NODE_STATE, Tuple.of(node), row -> read(row.getShort(0)));
  }

  private static State read(int code) {
    return State.values()[code - 1];
  }

  private static Entry entry(Row row) {
    return new Entry(
        row.getInteger(0),
        row.getString(1),
        read(row.getShort(2)),
        row.getOffsetDateTime(3).toInstant(),
        row.getBoolean(4),
        row.getOffsetDateTime(5).toInstant(),
        row.getInteger(6),
        row.getString(7));
  }
}
