-- The only process on a database of its own (embedded, its directory locked) need not wait for the
-- leases of whoever had it before. Answers how many tasks came back.
create function engine_1.take_over(me int, max_lost int) returns int
language plpgsql set search_path = kinoloom, engine_1, pg_temp as $$
begin
  update node set state = 3 where id <> me and state < 3;
  return sweep(array(select id from node where state = 3), max_lost, true);
end $$;
