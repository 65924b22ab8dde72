package dev.kinoloom.store.model;

import java.sql.Connection;
import java.sql.SQLException;

/** One line of the SQL, broken: what the equivalence test must notice. */
public enum Flaw {
  A_RESULT_OF_ANY_EPOCH_COUNTS(
      "settle", "t.epoch = r.ep\n      and t.state + 0 = 1;", "t.state in (0, 1, 2);"),
  A_STALE_DECISION_STANDS("settle", "if j_rev[i] = rev[i] and", "if j_rev[i] >= 0 and"),
  NO_LETTER_FOR_WHO_STOPS(
      "settle", "wake[i] := (st[i] = 1 and j_state[i] = 3)::int", "wake[i] := 0"),
  A_FENCED_RESULT_TELLS_ITS_FACT("settle", "nth[k] := 0;", "nth[k] := r_nth[k];"),
  AN_END_WITH_PARKED_TASKS("settle", "or t.state = 3 and u.s <> 2)", "or false)"),
  A_RETRY_IS_NOT_COUNTED("settle", "r.o in (0, 1) and not t.stop", "r.o in (0, 1, 2)"),
  A_CLAIM_KEEPS_THE_EPOCH("claim", "epoch = t.epoch + 1", "epoch = t.epoch"),
  A_KEY_RUNS_ONE_TOO_MANY("key_ready", "v.running < v.max", "v.running <= v.max"),
  A_KEY_WAITS_TOO_LONG("start", "h.running + 1 < h.max", "h.running + 2 < h.max"),
  A_LOST_LEASE_IS_NOT_COUNTED("sweep", "t.lost + counted::int", "t.lost"),
  ANY_REVIEW_IS_APPROVED("approve", "and rev = seen", "and rev >= seen"),
  A_STOPPED_TASK_RUNS_AGAIN("stop_tasks", "else 6", "else 0"),
  WHO_JUST_CAME_BACK_JUDGES("reap", "and steady_since <= clock_timestamp() - ttl", ""),
  A_SECOND_HANDLE_IS_TAKEN("resolve", "or handle = h)", "or true)"),
  A_RESOLVED_DOUBT_PARKS_AGAIN("settle", "and x.seen >= r.ep", "and x.seen > r.ep"),
  A_DOUBT_RESOLVED_LONG_AGO_GOES_ON("settle", "and x.seen >= r.ep", ""),
  A_LONE_RESULT_OF_ANY_EPOCH_COUNTS(
      "settle_one", "epoch = r_epoch[1]\n      and state + 0 = 1;", "state in (0, 1, 2);"),
  A_STALE_LONE_DECISION_STANDS("settle_one", "and rev = j_rev[1]", ""),
  A_LONE_END_WITH_PARKED_TASKS("settle_one", "and state < 4", "and state < 3"),
  A_LONE_RESULT_CLAIMS_ONLY_WHAT_IT_MADE("settle_one", "any(my_lanes || n_lane)", "any(n_lane)"),
  A_LONE_REUSED_RESULT_IS_KEPT_AGAIN(
      "settle_one", "and r_result[1] -> 'reused' is distinct from 'true'::jsonb", ""),
  A_LONE_KEY_WAITS_TOO_LONG("start_next", "v.running + 1 < v.max", "v.running + 2 < v.max"),
  A_RESUMED_JOB_BEGINS_ANEW("start_next", "and started_at is null", "");

  private final String function;
  private final String right;
  private final String wrong;

  Flaw(String function, String right, String wrong) {
    this.function = function;
    this.right = right;
    this.wrong = wrong;
  }

  /** Breaks the line; answers the function as it was. */
  public String enter(Connection connection) throws SQLException {
    return enter(connection, function, right, wrong);
  }

  /** Breaks any line; answers the function as it was. */
  static String enter(Connection connection, String function, String right, String wrong)
      throws SQLException {
    var sound = definition(connection, function);
    var flawed = sound.replace(right, wrong);
    if (flawed.equals(sound)) {
      throw new IllegalStateException(function + " has no line with: " + right);
    }
    execute(connection, flawed);
    return sound;
  }

  public static void execute(Connection connection, String definition) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(definition);
    }
  }

  private static String definition(Connection connection, String function) throws SQLException {
    var sql =
        "select pg_get_functiondef(oid) from pg_proc"
            + " where pronamespace = 'engine_1'::regnamespace and proname = ?";
    try (var statement = connection.prepareStatement(sql)) {
      statement.setString(1, function);
      try (var rows = statement.executeQuery()) {
        rows.next();
        return rows.getString(1);
      }
    }
  }
}
