package dev.kinoloom.store;

import dev.kinoloom.domain.Claim;
import dev.kinoloom.domain.Decision;
import dev.kinoloom.domain.Fingerprint;
import dev.kinoloom.domain.Refusal;
import dev.kinoloom.domain.Report;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Tasks in PostgreSQL. */
final class PgTaskStore implements TaskStore {
  private static final String TASK_CLAIM =
      """
      select o_job, o_no, o_epoch, o_lane, o_attempt, o_lost, o_stop
      from engine_1.claim($1, $2, $3)
      """;

  private static final String TASK_SETTLE = settling("settle");

  private static final String TASK_SETTLE_ONE = settling("settle_one");

  private static final String TASK_PROGRESS =
      """
      select engine_1.progress($1, $2, $3, $4, $5::text::jsonb)
      """;

  private static final String TASK_PROMOTE =
      """
      select engine_1.promote($1)
      """;

  private static final String CHECKPOINTS =
      """
      select c.key_id, c.hash, c.result::text
      from unnest($1::int[], $2::text[]) w(key_id, hash)
      join kinoloom.checkpoint c on c.key_id = w.key_id and c.hash = w.hash
      """;

  /** The word of {@code settle} for a claim, beside the numbers of refusals. */
  private static final int CLAIMED = 0;

  private final Wire engine;
  private final Wire reads;

  PgTaskStore(Database database) {
    this.engine = database.engine();
    this.reads = database.reads();
  }

  @Override
  public Future<List<Claim>> claim(int node, Map<Integer, Integer> wants) {
    return wants.isEmpty()
        ? Future.succeededFuture(List.of())
        : engine.list(
            TASK_CLAIM, ClaimRows.wanted(Tuple.of(node), wants), row -> ClaimRows.claim(row, 0));
  }

  @Override
  public Future<List<Refusal>> finish(int node, List<Report> reports, List<Decision> decisions) {
    var settled = Settlement.perJob(reports, decisions);
    return new Bisection<>(batch -> finish(node, batch), Settlement::rejected)
        .send(settled.jobs())
        .map(settled::withDoubled);
  }

  private Future<List<Refusal>> finish(int node, List<Settlement> batch) {
    return settle(node, batch, Map.of())
        .map(rows -> rows.stream().map(PgTaskStore::refusal).toList());
  }

  @Override
  public Future<Step> step(
      int node, List<Report> reports, List<Decision> decisions, Map<Integer, Integer> wants) {
    var settled = Settlement.perJob(reports, decisions);
    if (wants.isEmpty() || settled.jobs().isEmpty()) {
      return TaskStore.super.step(node, reports, decisions, wants);
    }
    return settle(node, settled.jobs(), wants)
        .map(rows -> step(rows, settled))
        .recover(
            failure ->
                failure instanceof StoreRejected
                    ? finish(node, reports, decisions).map(all -> new Step(all, List.of()))
                    : Future.failedFuture(failure));
  }

  private Future<List<Row>> settle(int node, List<Settlement> batch, Map<Integer, Integer> wants) {
    return engine.list(
        batch.size() == 1 ? TASK_SETTLE_ONE : TASK_SETTLE,
        ClaimRows.wanted(SettleValues.of(node, batch), wants),
        row -> row);
  }

  private static String settling(String function) {
    return """
    select o_what, o_job, o_no, o_epoch, o_lane, o_attempt, o_lost, o_stop
    from engine_1.%s($1,
      $2, $3, $4, $5, $6, $7,
      $8, $9, $10, $11, $12, $13::text[]::jsonb[], $14, $15::text[]::jsonb[],
      $16, $17, $18, $19,
      $20, $21, $22, $23::text[]::jsonb[],
      $24, $25, $26, $27, $28)
    """
        .formatted(function);
  }

  private static Step step(List<Row> rows, Settlement.Batch settled) {
    var refusals = new ArrayList<Refusal>();
    var claims = new ArrayList<Claim>();
    for (var row : rows) {
      if (row.getInteger(0) == CLAIMED) {
        claims.add(ClaimRows.claim(row, 1));
      } else {
        refusals.add(refusal(row));
      }
    }
    return new Step(settled.withDoubled(refusals), claims);
  }

  @Override
  public Future<Boolean> progress(int node, long job, int no, int epoch, String data) {
    return engine.one(
        TASK_PROGRESS, Tuple.of(node, job, no, epoch, data), row -> row.getBoolean(0));
  }

  @Override
  public Future<Integer> promote(int most) {
    return engine.one(TASK_PROMOTE, Tuple.of(most), row -> row.getInteger(0));
  }

  @Override
  public Future<Map<Fingerprint, String>> checkpoints(Set<Fingerprint> wanted) {
    var all = List.copyOf(wanted);
    var values =
        Tuple.tuple()
            .addArrayOfInteger(all.stream().map(Fingerprint::key).toArray(Integer[]::new))
            .addArrayOfString(all.stream().map(Fingerprint::hash).toArray(String[]::new));
    return reads
        .list(
            CHECKPOINTS,
            values,
            row ->
                Map.entry(new Fingerprint(row.getInteger(0), row.getString(1)), row.getString(2)))
        .map(
            found ->
                found.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  private static Refusal refusal(Row row) {
    return new Refusal(
        Refusal.What.values()[row.getInteger(0) - 1], row.getLong(1), row.getInteger(2));
  }
}
