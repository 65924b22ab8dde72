-- A dead letter that nobody will replay; its key goes on. false = it was no open dead letter.
create function engine_1.discard(j bigint) returns boolean
language plpgsql set search_path = kinoloom, engine_1, pg_temp as $$
declare
  k int;
  yes boolean;
begin
  select key_id into k from job where id = j;
  perform 1 from vkey where key_id = k for update;
  update job set dead = 3 where id = j and dead = 1;
  yes := found;
  if yes then
    update vkey set dead_cnt = dead_cnt - 1 where key_id = k;
    perform key_ready(k);
  end if;
  return yes;
end $$;
