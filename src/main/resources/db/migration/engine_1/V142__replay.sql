-- A dead letter stays failed (final stays final): its replay is a new job, whose tasks find their
-- artifacts by hash. One replay a letter, none while a paid call of it is unresolved (null).
create function engine_1.replay(j bigint) returns bigint
language plpgsql set search_path = kinoloom, engine_1, pg_temp as $$
declare
  k int;
  i bigint;
begin
  select key_id into k from job where id = j and state = 5;
  if k is null then
    return null;
  end if;
  perform 1 from vkey where key_id = k for update;
  select id into i from job where replay_of = j;
  if found then
    return i;
  end if;
  if exists (select 1 from effect where job_id = j and state in (0, 1)) then
    return null;
  end if;

  insert into job(key_id, place, first_lane, payload, replay_of)
  select x.key_id, case when x.dead = 1 and v.dead_blocks then coalesce(x.place, x.id) end,
    x.first_lane, x.payload, x.id
  from job x join vkey v using (key_id)
  where x.id = j
  returning id into i;
  insert into job_event(job_id, seq, kind) values (i, 1, 1);
  update vkey v
  set open_cnt = v.open_cnt + 1, dead_cnt = v.dead_cnt - (x.dead = 1)::int
  from job x where v.key_id = k and x.id = j;
  update job set dead = 2 where id = j and dead = 1;
  perform key_ready(k);
  return i;
end $$;
