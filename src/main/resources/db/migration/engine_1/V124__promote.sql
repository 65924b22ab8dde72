-- Waiting tasks whose time has come (no job row is touched). Answers how many.
create function engine_1.promote(n int) returns int
language plpgsql set search_path = kinoloom, engine_1, pg_temp as $$
declare
  c int;
begin
  with p as materialized (
    select job_id, no from task
    where state = 2 and due <= clock_timestamp()
    order by due limit n
    for update skip locked)
  update task t
  set state = 0, due = null, rank = lane_head(t.lane)
  from p where t.job_id = p.job_id and t.no = p.no;
  get diagnostics c = row_count;
  return c;
end $$;
