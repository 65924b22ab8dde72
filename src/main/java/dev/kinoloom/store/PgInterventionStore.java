package dev.kinoloom.store;

import dev.kinoloom.domain.Cancelled;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;

/**
 * Interventions in PostgreSQL: each statement calls the engine's function and notes what it
 * answered.
 */
final class PgInterventionStore implements InterventionStore {
  private static final String JOB_CANCEL =
      """
      with done as materialized (select engine_1.cancel($2) what),
      noted as (
        insert into kinoloom.audit(who, action, key_id, job_id, outcome)
        select $1, 'job.cancel', j.key_id, j.id,
          (array['cancelled', 'cancelling', 'cancelling already', 'ended already'])[done.what]
        from done join kinoloom.job j on j.id = $2)
      select what from done
      """;

  private static final String JOB_APPROVE =
      """
      with done as materialized (select engine_1.approve($2, $3) what),
      noted as (
        insert into kinoloom.audit(who, action, key_id, job_id, details, outcome)
        select $1, 'job.approve', j.key_id, j.id, jsonb_build_object('rev', $3),
          case when done.what then 'approved' else 'not held at that revision' end
        from done join kinoloom.job j on j.id = $2)
      select what from done
      """;

  /**
   * Who was discarded stays so. Key, then job, as the engine locks them: of a discard and a replay
   * at once the second sees what the first did.
   */
  private static final String JOB_REPLAY =
      """
      with k as materialized (
        select key_id from kinoloom.vkey
        where key_id = (select key_id from kinoloom.job where id = $2) for update),
      open as materialized (
        select j.dead from kinoloom.job j join k using (key_id) where j.id = $2 for update of j),
      done as materialized (
        select case when dead <> 3 then engine_1.replay($2) end what from open
        union all
        select null where not exists (select from open)),
      noted as (
        insert into kinoloom.audit(who, action, key_id, job_id, details, outcome)
        select $1, 'dead-letter.replay', j.key_id, j.id,
          jsonb_strip_nulls(jsonb_build_object('replay', done.what)),
          case when done.what is null then 'not possible' else 'replayed' end
        from done join kinoloom.job j on j.id = $2)
      select what from done
      """;

  private static final String JOB_DISCARD =
      """
      with done as materialized (select engine_1.discard($2) what),
      noted as (
        insert into kinoloom.audit(who, action, key_id, job_id, outcome)
        select $1, 'dead-letter.discard', j.key_id, j.id,
          case when done.what then 'discarded' else 'no open dead letter' end
        from done join kinoloom.job j on j.id = $2)
      select what from done
      """;

  private final Wire engine;

  PgInterventionStore(Database database) {
    this.engine = database.engine();
  }

  @Override
  public Future<Cancelled> cancel(String by, long job) {
    return engine.one(JOB_CANCEL, Tuple.of(by, job), row -> Cancelled.values()[row.getInteger(0)]);
  }

  @Override
  public Future<Boolean> approve(String by, long job, int rev) {
    return engine.one(JOB_APPROVE, Tuple.of(by, job, rev), row -> row.getBoolean(0));
  }

  @Override
  public Future<Optional<Long>> replay(String by, long job) {
    return engine.one(JOB_REPLAY, Tuple.of(by, job), row -> Optional.ofNullable(row.getLong(0)));
  }

  @Override
  public Future<Boolean> discard(String by, long job) {
    return engine.one(JOB_DISCARD, Tuple.of(by, job), row -> row.getBoolean(0));
  }
}
