-- Gives back all that gone nodes hold. Locks jobs before tasks, like everybody.
-- counted false: a clean leave. Answers how many tasks it gave back.
create function engine_1.sweep(gone int[], max_lost int, counted boolean) returns int
language plpgsql set search_path = kinoloom, engine_1, pg_temp as $$
declare
  js bigint[];
  c int;
begin
  select array_agg(distinct job_id) into js from task where state = 1 and node = any(gone);
  if js is null then
    return 0;
  end if;

  -- Who is held by somebody is swept the next second: one locked job stops nobody.
  select array_agg(id) into js
  from (select id from job where id = any(js) order by id for update skip locked) x;
  if js is null then
    return 0;
  end if;

  with t as (
    update task t
    set node = null,
      rank = lane_head(t.lane),
      lost = t.lost + counted::int,
      attempt = t.attempt - (not counted and not t.stop)::int,
      state = case
        when t.stop and not exists (
          select 1 from effect x
          where x.job_id = t.job_id and x.no = t.no and x.state in (0, 1)) then 6
        when counted and t.lost + 1 >= max_lost then 5
        else 0
      end
    where t.job_id = any(js) and t.state = 1 and t.node = any(gone)
    returning t.job_id, t.no, t.state),
  g as (
    select job_id, count(*)::int n, bool_or(state in (5, 6)) letter from t group by 1),
  j as (
    update job j
    set ev_seq = j.ev_seq + g.n,
      rev = j.rev + g.letter::int,
      wake_at = case
        when g.letter and j.state in (1, 3) then coalesce(j.wake_at, clock_timestamp())
        else j.wake_at
      end
    from g
    where j.id = g.job_id
    returning j.id, j.ev_seq - g.n base)
  insert into job_event(job_id, seq, kind, data)
  select j.id, j.base + row_number() over (partition by j.id order by t.no), 7,
    jsonb_build_object('no', t.no, 'counted', counted)
  from j join t on t.job_id = j.id;
  get diagnostics c = row_count;
  return c;
end $$;
