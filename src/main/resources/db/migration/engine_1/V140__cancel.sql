-- 0 no such job, 1 cancelled at once, 2 stopping, 3 was stopping already, 4 too late
create function engine_1.cancel(j bigint) returns int
language plpgsql set search_path = kinoloom, engine_1, pg_temp as $$
declare
  k int;
  s smallint;
begin
  select key_id into k from job where id = j;
  if k is null then
    return 0;
  end if;
  perform 1 from vkey where key_id = k for update;
  select state into s from job where id = j for update;
  if s > 3 then
    return 4;
  elsif s = 3 then
    return 3;
  end if;

  if s = 1
    or exists (select 1 from effect where job_id = j and state in (0, 1))
    or exists (select 1 from task where job_id = j and state = 1) then
    -- Held or queued again, with a generation outside: to be cancelled there, over the limit if
    -- need be.
    if s <> 1 then
      update vkey set running = running + 1 where key_id = k;
    end if;
    with u as (
      update job
      set state = 3, target = 6, held_for = null, rev = rev + 1, wake_at = clock_timestamp(),
        ev_seq = ev_seq + 1
      where id = j returning id, ev_seq)
    insert into job_event(job_id, seq, kind) select id, ev_seq, 6 from u;
    perform stop_tasks(array[j]);
    perform key_ready(k);
    return 2;
  end if;

  with u as (
    update job
    set state = 6, held_for = null, rev = rev + 1, wake_at = null, ended_at = clock_timestamp(),
      ev_seq = ev_seq + 1
    where id = j returning id, ev_seq)
  insert into job_event(job_id, seq, kind) select id, ev_seq, 16 from u;
  perform stop_tasks(array[j]);
  delete from timer where job_id = j;
  update vkey set open_cnt = open_cnt - 1 where key_id = k;
  perform key_ready(k);
  return 1;
end $$;
