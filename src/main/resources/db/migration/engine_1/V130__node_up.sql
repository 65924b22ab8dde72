-- A new process; answers its id.
create function engine_1.node_up(nm text, ttl interval) returns int
language sql as $$
  insert into kinoloom.node(name, lease_until) values (nm, clock_timestamp() + ttl) returning id
$$;
