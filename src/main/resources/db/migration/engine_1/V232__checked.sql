-- What checks of many jobs came to: estimates are told, and the next checks set, in one commit.
-- c_after: ms from now, null = the timer ends (its job has ended, or is not there). c_fact null =
-- nothing to tell. An estimate is told only while the job runs and has no fact newer than c_seen: who
-- works at it is believed first. Locks jobs, then timers; skips what somebody holds, which is looked
-- at again when the check's safe interval is over. Answers how many were told.
create function engine_1.checked(
  k smallint, c_job bigint[], c_seen int[], c_after bigint[], c_index int[], c_fact jsonb[])
returns int
language plpgsql set search_path = kinoloom, engine_1, pg_temp
set enable_seqscan = off set plan_cache_mode = force_generic_plan set jit = off as $$
declare
  c int;
begin
  with w as materialized (
    select u.j, u.s, u.f from unnest(c_job, c_seen, c_fact) u(j, s, f) where u.f is not null),
  l as materialized (
    select x.id from job x where x.id in (select w.j from w) order by x.id
    for update skip locked),
  y as (
    update job x set ev_seq = x.ev_seq + 1
    from w join l on l.id = w.j
    where x.id = w.j and x.state = 1 and x.ev_seq = w.s
    returning x.id, x.ev_seq, w.f),
  e as (
    insert into job_event(job_id, seq, kind, data) select y.id, y.ev_seq, 8, y.f from y),
  t as materialized (
    select job_id from timer where kind = k and job_id = any(c_job) order by job_id
    for update skip locked),
  d as (
    delete from timer x using t, unnest(c_job, c_after) u(j, after)
    where x.job_id = t.job_id and x.kind = k and u.j = t.job_id and u.after is null),
  r as (
    update timer x
    set fire_at = clock_timestamp() + u.after * interval '1 ms',
      n = u.i,
      seen = coalesce(y.ev_seq, u.s)
    from t
    join unnest(c_job, c_seen, c_after, c_index) u(j, s, after, i) on u.j = t.job_id
    left join y on y.id = t.job_id
    where x.job_id = t.job_id and x.kind = k and u.after is not null)
  select count(*) into c from y;
  return c;
end $$;
