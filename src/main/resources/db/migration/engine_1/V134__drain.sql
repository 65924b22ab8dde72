-- No new claims from now on.
create function engine_1.drain(me int) returns void
language sql as $$
  update kinoloom.node set state = 2 where id = me and state = 1
$$;
