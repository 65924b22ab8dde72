-- Review approved, or a parked doubt decided: back to its old place in line, that is to the head; it
-- goes on when a place is free. seen: the rev the person saw; another review is not approved by the
-- same click.
create function engine_1.approve(j bigint, seen int) returns boolean
language plpgsql set search_path = kinoloom, engine_1, pg_temp as $$
declare
  k int;
  yes boolean;
begin
  select key_id into k from job where id = j;
  perform 1 from vkey where key_id = k for update;
  with u as (
    update job x
    set state = 0, rev = x.rev + 1, approvals = x.approvals + (x.held_for = 1)::int,
      held_for = null, ev_seq = x.ev_seq + 1
    where id = j and state = 2 and rev = seen
    returning id, ev_seq)
  insert into job_event(job_id, seq, kind) select id, ev_seq, 10 from u;
  yes := found;
  perform key_ready(k);
  return yes;
end $$;
