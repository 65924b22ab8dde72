-- Gives everything back uncounted; answers how many tasks the node still holds: call again until 0
-- (a claim may have been in flight).
create function engine_1.leave(me int) returns int
language plpgsql set search_path = kinoloom, engine_1, pg_temp as $$
begin
  update node set state = 3 where id = me;
  perform sweep(array[me], 0, false);
  return (select count(*) from task where state = 1 and node = me);
end $$;
