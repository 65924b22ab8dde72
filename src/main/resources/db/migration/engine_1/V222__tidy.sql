-- Looks at the next jobs after an id, at most so many, and lets go of what need not be kept: jobs
-- that ended long ago, with their tasks, facts, timers and settled effects, and idempotency keys.
-- null = kept for ever. What somebody may still ask for stays: an open dead letter, a job with an
-- unresolved paid call, one in whose place a kept job is. What somebody holds is left for the next
-- time. Answers the last id that was looked at (null: there was none), and how many jobs went.
-- Locks: jobs (skip locked) -> tasks -> effects, timers.
create function engine_1.tidy(after bigint, most int, keep interval, keep_idem interval)
returns table(o_last bigint, o_gone int)
language plpgsql set search_path = kinoloom, engine_1, pg_temp as $$
declare
  gone bigint[];
begin
  select max(id) into o_last
  from (select id from job where id > after order by id limit most) x;
  o_gone := 0;
  if o_last is null then
    return next;
    return;
  end if;

  if keep is not null then
    select array_agg(id) into gone
    from (
      select j.id from job j
      where j.id > after and j.id <= o_last
        and j.state > 3 and j.ended_at < clock_timestamp() - keep and j.dead <> 1
        and not exists (select 1 from effect x where x.job_id = j.id and x.state in (0, 1))
        and not exists (select 1 from job r where r.replay_of = j.id)
      order by j.id for update skip locked) y;
    if gone is not null then
      delete from task where job_id = any(gone);
      delete from job_event where job_id = any(gone);
      delete from effect where job_id = any(gone);
      delete from timer where job_id = any(gone);
      delete from job where id = any(gone);
      o_gone := cardinality(gone);
    end if;
  end if;

  if keep_idem is not null then
    update job set idem_key = null, req_hash = null
    where id in (
      select j.id from job j
      where j.id > after and j.id <= o_last and j.idem_key is not null
        and j.created_at < clock_timestamp() - keep_idem
      order by j.id for update skip locked);
  end if;
  return next;
end $$;
