-- Any node, every second. A judge has been steady for a whole ttl itself: after a database outage
-- everybody renews before anybody is buried. The sweep covers ALL gone nodes each time: a claim that
-- committed after its node's burial is found by the next one. Answers how many tasks came back.
create function engine_1.reap(me int, ttl interval, max_lost int) returns int
language plpgsql set search_path = kinoloom, engine_1, pg_temp as $$
begin
  if not exists (
    select 1 from node
    where id = me and state < 3 and lease_until > clock_timestamp()
      and steady_since <= clock_timestamp() - ttl) then
    return 0;
  end if;
  update node set state = 3
  where id in (
    select id from node where state < 3 and lease_until < clock_timestamp()
    for update skip locked);
  delete from node
  where state = 3 and lease_until < clock_timestamp() - interval '1 day'
    and not exists (select 1 from task t where t.state = 1 and t.node = node.id);
  return sweep(array(select id from node where state = 3), max_lost, true);
end $$;
