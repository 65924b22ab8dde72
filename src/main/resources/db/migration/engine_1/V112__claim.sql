-- A node with free slots takes the first tasks of each lane: wants[i] of my_lanes[i]. A node that is
-- draining, gone or late gets nothing (a claim in flight while its node is buried is found by the
-- next sweep). o_rev is for a job nobody else touches; else load(), which also has the payload.
create function engine_1.claim(me int, my_lanes smallint[], wants int[])
returns table(
  o_job bigint, o_no int, o_epoch int, o_lane smallint, o_rev int, o_attempt int, o_lost int,
  o_stop boolean)
language plpgsql set search_path = kinoloom, engine_1, pg_temp as $$
begin
  if not exists (
    select 1 from node where id = me and state = 1 and lease_until > clock_timestamp()) then
    return;
  end if;
  for i in 1 .. cardinality(my_lanes) loop
    continue when wants[i] <= 0;
    return query
    with p as materialized ( -- materialized: a LIMIT under FOR UPDATE may else lock more
      select t.job_id, t.no from task t
      where t.state = 0 and t.lane = my_lanes[i]
      order by t.rank limit wants[i]
      for update skip locked),
    u as (
      update task t
      set state = 1, node = me, epoch = t.epoch + 1, attempt = t.attempt + (not t.stop)::int
      from p where t.job_id = p.job_id and t.no = p.no
      returning t.job_id, t.no, t.epoch, t.lane, t.attempt, t.lost, t.stop)
    select u.job_id, u.no, u.epoch, u.lane, j.rev, u.attempt, u.lost, u.stop
    from u join job j on j.id = u.job_id;
  end loop;
end $$;
