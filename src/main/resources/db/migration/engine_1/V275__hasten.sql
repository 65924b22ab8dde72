-- Why: a provider of paid calls may say itself that one has ended; who waits for it need not wait for
-- its next look. Who waits is found by the handle.
create index effect_handle on kinoloom.effect (handle) where state = 1;

-- Tasks that wait to look at this handle again are ready now. What runs, waits for nothing of the
-- kind, or is not known, stays as it is: this is a hint, and a look is all that it brings about.
-- Answers their lanes.
create function engine_1.hasten(h text) returns setof smallint
language plpgsql set search_path = kinoloom, engine_1, pg_temp as $$
begin
  return query
  with p as materialized (
    select t.job_id, t.no
    from effect e join task t on t.job_id = e.job_id and t.no = e.no
    where e.handle = h and e.state = 1 and t.state = 2
    for update of t skip locked),
  u as (
    update task t
    set state = 0, due = null, rank = lane_head(t.lane)
    from p where t.job_id = p.job_id and t.no = p.no
    returning t.lane)
  select distinct u.lane from u;
end $$;
