package dev.kinoloom.exploration;

import dev.kinoloom.exploration.State.Rest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What of a world is the same in the model and in the database, a line each thing. */
final class Sight {
  private static final String JOBS =
      """
      select id, state, wake_at is not null, target, started_at is not null, rev from kinoloom.job
      """;

  private static final String TASKS =
      """
      select job_id, no, state,
        (select n.id from kinoloom.node n where n.id = t.node and n.state < 3), epoch, stop, lost
      from kinoloom.task t
      """;

  private static final String KEYS = "select running from kinoloom.vkey order by key_id";

  private static final String NODES =
      """
      select id, state, lease_until > clock_timestamp() from kinoloom.node
      """;

  private static final String EFFECT =
      """
      select state + 1, seen
      from kinoloom.effect order by id desc limit 1
      """;

  private final Bounds bounds;
  private final List<String> lines = new ArrayList<>();
  private final List<Integer> revisions = new ArrayList<>();

  private Sight(Bounds bounds) {
    this.bounds = bounds;
  }

  List<String> lines() {
    return lines;
  }

  /** Of each job; their numbers differ, when they move does not. */
  List<Integer> revisions() {
    return revisions;
  }

  private void job(int j, int state, boolean letter, int target, boolean started, int rev) {
    revisions.add(rev);
    lines.add(
        "job %d: state %d%s%s%s"
            .formatted(
                j + 1,
                state,
                letter ? ", a letter" : "",
                state == State.STOPPING ? ", becomes " + target : "",
                started ? ", was started" : ""));
  }

  private void task(int t, int state, String holder, int epoch, boolean stop, int lost) {
    lines.add(
        "task %d: state %d%s, epoch %d, lost %d%s"
            .formatted(
                t + 1,
                state,
                state == State.LEASED ? ", with " + holder : "",
                epoch,
                lost,
                stop && state < State.T_DONE ? ", told to stop" : ""));
  }

  private void node(int n, boolean gone, boolean holds) {
    lines.add(
        "node %d: %s".formatted(n + 1, gone ? "is buried" : holds ? "holds its lease" : "is late"));
  }

  private void effect(int state, int seen) {
    lines.add(
        state == 0
            ? "no paid call"
            : "paid call: state %d%s"
                .formatted(state, state >= State.KNOWN ? ", seen at epoch " + seen : ""));
  }

  private static String name(int node) {
    return node == State.GONE ? "one that is gone" : String.valueOf((char) ('A' + node));
  }

  static Sight of(Bounds bounds, State s) {
    var sight = new Sight(bounds);
    for (int j = 0; j < bounds.jobs(); j++) {
      sight.job(j, s.job(j), s.wake(j), s.target(j), s.started(j), s.rev(j));
    }
    for (int t = 0; t < bounds.tasks(); t++) {
      sight.task(t, s.task(t), name(s.holder(t)), s.epoch(t), s.stop(t), s.lost(t));
    }
    for (int key = 0; key < bounds.keys(); key++) {
      sight.lines.add("key %d: %d run".formatted(key + 1, s.running(key)));
    }
    for (int n = 0; n < State.NODES; n++) {
      if (s.node(n) != State.DEAD) { // whether a dead one is buried yet is no matter to the model
        sight.node(n, s.node(n) == State.BURIED, s.node(n) == State.UP);
      }
    }
    sight.effect(s.get(Rest.EFFECT), s.get(Rest.SEEN));
    return sight;
  }

  /** {@code s}: only asked which nodes are dead. */
  static Sight of(Bounds bounds, SqlWorld world, Connection connection, State s)
      throws SQLException {
    var sight = new Sight(bounds);
    sight.lookAtJobs(world, connection);
    sight.lookAtTasks(world, connection);
    int[] key = {0};
    each(
        connection,
        KEYS,
        row -> sight.lines.add("key %d: %d run".formatted(++key[0], row.getInt(1))));
    Map<Integer, boolean[]> nodes = new HashMap<>();
    each(
        connection,
        NODES,
        row -> nodes.put(row.getInt(1), new boolean[] {row.getInt(2) == 3, row.getBoolean(3)}));
    for (int n = 0; n < State.NODES; n++) {
      var node = nodes.getOrDefault(world.nodes[n], new boolean[] {true, false});
      if (s.node(n) != State.DEAD) {
        sight.node(n, node[0], node[1]);
      }
    }
    int[] effect = {0, 0};
    each(
        connection,
        EFFECT,
        row -> {
          effect[0] = row.getInt(1);
          effect[1] = row.getInt(2);
        });
    sight.effect(effect[0], effect[1]);
    return sight;
  }

  private void lookAtJobs(SqlWorld world, Connection connection) throws SQLException {
    Map<Long, Object[]> found = new HashMap<>();
    each(
        connection,
        JOBS,
        row ->
            found.put(
                row.getLong(1),
                new Object[] {
                  row.getInt(2) + State.QUEUED,
                  row.getBoolean(3),
                  row.getInt(4) + State.QUEUED,
                  row.getBoolean(5),
                  row.getInt(6)
                }));
    for (int j = 0; j < bounds.jobs(); j++) {
      var is = found.get(world.jobs[j]);
      if (is == null) {
        job(j, State.ABSENT, false, 0, false, 0);
      } else {
        job(j, (int) is[0], (boolean) is[1], (int) is[2], (boolean) is[3], (int) is[4]);
      }
    }
  }

  private void lookAtTasks(SqlWorld world, Connection connection) throws SQLException {
    var found = new String[bounds.tasks()];
    each(
        connection,
        TASKS,
        row -> {
          int job = index(world.jobs, row.getLong(1));
          int node = row.getInt(4);
          var one = new Sight(bounds);
          int t = bounds.first(job) + row.getInt(2) - 1;
          one.task(
              t,
              row.getInt(3) + State.READY,
              name(node == world.nodes[0] ? 0 : node == world.nodes[1] ? 1 : State.GONE),
              row.getInt(5),
              row.getBoolean(6),
              row.getInt(7));
          found[t] = one.lines.get(0);
        });
    for (int t = 0; t < bounds.tasks(); t++) {
      if (found[t] == null) {
        task(t, State.NONE, "", 0, false, 0);
      } else {
        lines.add(found[t]);
      }
    }
  }

  private static int index(long[] jobs, long job) {
    return Arrays.stream(jobs).boxed().toList().indexOf(job);
  }

  private interface Row {
    void read(ResultSet row) throws SQLException;
  }

  private static void each(Connection connection, String sql, Row row) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        row.read(rows);
      }
    }
  }
}
