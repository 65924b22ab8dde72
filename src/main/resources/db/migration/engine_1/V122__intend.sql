-- Before a paid call: the effect's id. null = do not send (fenced, asked to stop, lease late, or an
-- earlier create is unresolved or fetched).
create function engine_1.intend(me int, j bigint, n int, e int) returns bigint
language plpgsql set search_path = kinoloom, engine_1, pg_temp as $$
declare
  i bigint;
begin
  perform 1 from task t
  where job_id = j and no = n and epoch = e and state = 1 and node = me and not stop
    and exists (
      select 1 from node x
      where x.id = me and x.state < 3 and x.lease_until > clock_timestamp())
  for update;
  if not found then
    return null;
  end if;
  insert into effect(job_id, no, epoch) values (j, n, e) on conflict do nothing returning id into i;
  return i;
end $$;
