-- As fire, for timers of one kind, and tells how late (ms) each is. Locks timers, skips those that
-- somebody holds.
create function engine_1.due_checks(k smallint, most int, again interval)
returns table(o_job bigint, o_index int, o_late bigint)
language sql as $$
  with p as materialized (
    select job_id, fire_at from kinoloom.timer
    where kind = k and fire_at <= clock_timestamp()
    order by fire_at limit most
    for update skip locked)
  update kinoloom.timer t
  set fire_at = clock_timestamp() + again, n = t.n + 1
  from p where t.job_id = p.job_id and t.kind = k
  returning t.job_id, t.n,
    (extract(epoch from clock_timestamp() - p.fire_at) * 1000)::bigint
$$;
