-- Due timers: taken by moving them on; the check sets its own next time (or the end of the job
-- deletes it). A dead node's check fires again.
create function engine_1.fire(most int, again interval) returns setof kinoloom.timer
language sql as $$
  with p as materialized (
    select job_id, kind from kinoloom.timer
    where fire_at <= clock_timestamp()
    order by fire_at limit most
    for update skip locked)
  update kinoloom.timer t
  set fire_at = clock_timestamp() + again, n = t.n + 1
  from p where t.job_id = p.job_id and t.kind = p.kind
  returning t.*
$$;
