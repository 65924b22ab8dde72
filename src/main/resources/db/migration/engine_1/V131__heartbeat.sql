-- Renews the lease (also a lapsed one that nobody has judged yet), and answers what the database
-- says this node holds: what it runs beside that is fenced, what has stop is to be stopped. The
-- first row is (0, 0, 0). No row at all: the node is gone; kill all children, come back under a new
-- id.
create function engine_1.heartbeat(me int, ttl interval)
returns table(o_job bigint, o_no int, o_epoch int, o_stop boolean)
language plpgsql set search_path = kinoloom, engine_1, pg_temp as $$
begin
  update node
  set steady_since = case
      when lease_until < clock_timestamp() then clock_timestamp() else steady_since
    end,
    lease_until = clock_timestamp() + ttl
  where id = me and state < 3;
  if not found then
    return;
  end if;
  return query
  select 0::bigint, 0, 0, false
  union all
  select job_id, no, epoch, stop from task where node = me and state = 1;
end $$;
