-- Why: start passes by a ready key that somebody holds, and did not say so: whoever held it (a request
-- that is refused, a result that ends nothing) need not tell of it either, and its next job waited
-- for the next pulse.
--
-- As start does, with its answers. o_left: no other look is due (o_more), yet a ready key of
-- these slots is there still, which somebody holds, or held, or which came meanwhile. Who may look
-- again in a moment finds it free.
create function engine_1.start_ready(
  want int, my_slots smallint[], me int, my_lanes smallint[], wants int[])
returns table(
  o_started int, o_resumed int, o_more boolean, o_left boolean,
  o_job bigint, o_no int, o_epoch int, o_lane smallint, o_attempt int, o_lost int, o_stop boolean)
language plpgsql
set search_path = kinoloom, engine_1, pg_temp
set enable_seqscan = off
set plan_cache_mode = force_generic_plan
set jit = off
as $$
begin
  for o_started, o_resumed, o_more, o_job, o_no, o_epoch, o_lane, o_attempt, o_lost, o_stop in
    select * from start(want, my_slots, me, my_lanes, wants)
  loop
    o_left := o_started is not null and not o_more and exists (
      select 1 from vkey
      where ready_at is not null and (my_slots is null or slot = any(my_slots)));
    return next;
  end loop;
end $$;
