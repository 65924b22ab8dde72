package dev.kinoloom.store;

import dev.kinoloom.domain.Holding;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Nodes in PostgreSQL. */
final class PgNodeStore implements NodeStore {
  private static final String NODE_UP =
      """
      select engine_1.node_up($1, $2::bigint * interval '1 ms')
      """;

  private static final String NODE_HEARTBEAT =
      """
      select o_job, o_no, o_epoch, o_stop
      from engine_1.heartbeat($1, $2::bigint * interval '1 ms')
      """;

  private static final String NODE_REAP =
      """
      select engine_1.reap($1, $2::bigint * interval '1 ms', $3)
      """;

  private static final String NODE_TAKE_OVER =
      """
      select engine_1.take_over($1, $2)
      """;

  private static final String NODE_DRAIN =
      """
      select engine_1.drain($1)
      """;

  private static final String NODE_LEAVE =
      """
      select engine_1.leave($1)
      """;

  private static final String NODE_STAND_ASIDE =
      """
      update kinoloom.node set mailbox = false where id = $1
      """;

  private static final String NODE_MAILBOXES =
      """
      select id from kinoloom.node
      where state = 1 and mailbox and lease_until > clock_timestamp()
      """;

  private final Wire beats;
  private final Wire engine;
  private final Wire reads;

  PgNodeStore(Database database) {
    this.beats = database.beats();
    this.engine = database.engine();
    this.reads = database.reads();
  }

  @Override
  public Future<Integer> up(String name, Duration ttl) {
    return engine.one(NODE_UP, Tuple.of(name, ttl.toMillis()), PgNodeStore::count);
  }

  @Override
  public Future<Optional<List<Holding>>> heartbeat(int node, Duration ttl) {
    return beats
        .list(NODE_HEARTBEAT, Tuple.of(node, ttl.toMillis()), PgNodeStore::holding)
        .map(PgNodeStore::withoutHead);
  }

  @Override
  public Future<Integer> reap(int node, Duration ttl, int maxLost) {
    return engine.one(NODE_REAP, Tuple.of(node, ttl.toMillis(), maxLost), PgNodeStore::count);
  }

  @Override
  public Future<Integer> takeOver(int node, int maxLost) {
    return engine.one(NODE_TAKE_OVER, Tuple.of(node, maxLost), PgNodeStore::count);
  }

  @Override
  public Future<Void> standAside(int node) {
    return engine.run(NODE_STAND_ASIDE, Tuple.of(node));
  }

  @Override
  public Future<List<Integer>> mailboxes() {
    return reads.list(NODE_MAILBOXES, Tuple.tuple(), PgNodeStore::count);
  }

  @Override
  public Future<Void> drain(int node) {
    return engine.run(NODE_DRAIN, Tuple.of(node));
  }

  @Override
  public Future<Integer> leave(int node) {
    return engine.one(NODE_LEAVE, Tuple.of(node), PgNodeStore::count);
  }

  private static int count(Row row) {
    return row.getInteger(0);
  }

  private static Holding holding(Row row) {
    return new Holding(row.getLong(0), row.getInteger(1), row.getInteger(2), row.getBoolean(3));
  }

  /** The first row says only that the node lives. */
  private static Optional<List<Holding>> withoutHead(List<Holding> rows) {
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(List.copyOf(rows.subList(1, rows.size())));
  }
}
