-- A worker's tick as a fact; false = the lease is over, or the task is to stop.
create function engine_1.progress(me int, j bigint, n int, e int, d jsonb) returns boolean
language plpgsql set search_path = kinoloom, engine_1, pg_temp as $$
begin
  perform 1 from job where id = j for update;
  if not exists (
    select 1 from task
    where job_id = j and no = n and epoch = e and state = 1 and node = me and not stop) then
    return false;
  end if;
  with u as ( -- rev stays: a tick is no letter
    update job set ev_seq = ev_seq + 1 where id = j returning id, ev_seq)
  insert into job_event(job_id, seq, kind, data) select id, ev_seq, 8, d from u;
  return true;
end $$;
