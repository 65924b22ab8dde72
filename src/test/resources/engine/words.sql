-- The words in which scenarios.sql speaks.
create function expect(what text, got text, want text) returns text
language plpgsql as $$
begin
  if got is distinct from want then
    raise exception '% : got %, want %', what, got, want;
  end if;
  return 'ok';
end $$;

-- One result and/or one decision. no 0 = no result; rev -1 = no decision; new_no 0 = no new task.
-- Answers '' or what was refused.
create function say(
  me int, j bigint, no int, ep int, outcome int, rev int, st int,
  tgt int default null, new_no int default 0, new_lane int default 1)
returns text
language sql as $$
  select coalesce(
    string_agg(
      case f.o_what when 1 then 'fenced' when 2 then 'stale' else 'not at rest' end, '+'
      order by f.o_what),
    '')
  from finish(me,
    array[j], array[rev], array[st::smallint], array[tgt::smallint],
    array[case when no > 0 then 1 else 0 end],
    array[case when rev >= 0 and st <> 1 and st <> 3 then 1 else 0 end],
    case when no > 0 then array[1] else '{}' end,
    case when no > 0 then array[no] else '{}' end,
    case when no > 0 then array[ep] else '{}' end,
    case when no > 0 then array[outcome::smallint] else '{}' end,
    case when no > 0 then array[0::bigint] else '{}' end,
    case when no > 0 then array[jsonb_build_object('epoch', ep)] else '{}' end,
    case when no > 0 then array[1] else '{}' end,
    case when no > 0
      then array[jsonb_build_object(case when outcome = 4 then 'no' else 'n' end, no)]
      else '{}'
    end,
    case when new_no > 0 then array[1] else '{}' end,
    case when new_no > 0 then array[new_no] else '{}' end,
    case when new_no > 0 then array[new_lane::smallint] else '{}' end,
    case when new_no > 0 then array[0] else '{}' end,
    case when rev >= 0 and st <> 1 and st <> 3 then array[1] else '{}' end,
    case when rev >= 0 and st <> 1 and st <> 3 then array[1] else '{}' end,
    case when rev >= 0 and st <> 1 and st <> 3
      then array[(case st when 2 then 5 when 4 then 14 when 5 then 15 else 16 end)::smallint]
      else '{}'
    end,
    case when rev >= 0 and st <> 1 and st <> 3 then array[null::jsonb] else '{}' end,
    '{}', '{}', '{}') f
$$;

create function ask(k int, idem text default null, hash text default null) returns text
language sql as $$
  select o_id || '/' || o_what
  from accept(array[k], array[idem], array[hash::bytea], array['{}'::jsonb], array[1::smallint])
$$;

create function take(me int, lane int default 1) returns text
language sql as $$
  select coalesce(
    string_agg(
      o_job || '.' || o_no || '@' || o_epoch || case when o_stop then ' stop' else '' end, ' '
      order by o_job, o_no),
    '')
  from claim(me, array[lane::smallint], array[99])
$$;

create function rev(j bigint) returns int
language sql as $$ select rev from job where id = j $$;

create function woken(j bigint) returns text
language sql as $$ select (wake_at is not null)::text from job where id = j $$;

create function state(j bigint) returns text
language sql as $$
  select (array[
    'queued', 'running', 'held', 'stopping', 'completed', 'failed', 'cancelled'])[state + 1]
  from job where id = j
$$;

-- Of each task: number, state, attempts, lost leases.
create function tasks(j bigint) returns text
language sql as $$
  select string_agg(
    no
      || (array['ready', 'leased', 'waiting', 'parked', 'done', 'failed', 'cancelled'])[state + 1]
      || attempt || lost, ' ' order by no)
  from task where job_id = j
$$;

create function running(k int) returns text
language sql as $$ select running::text from vkey where key_id = k $$;

create function leased() returns text
language sql as $$ select count(*)::text from task where state = 1 $$;

create function handle(j bigint) returns text
language sql as $$ select handle from effect where job_id = j and state = 1 $$;

create function bury(n int) returns text
language plpgsql as $$
begin
  update node set lease_until = clock_timestamp() - interval '1 s' where id = n;
  perform reap(100, interval '0 s', 3);
  return '';
end $$;

create function quit(n int) returns text
language plpgsql as $$
begin
  perform drain(n);
  perform leave(n);
  return '';
end $$;

-- Whatever is leased is done, by node 1; ends when nothing is ready in these lanes.
create function finish_all(lanes smallint[]) returns void
language plpgsql as $$
declare
  t record;
begin
  for i in 1 .. 400 loop
    for t in select job_id, no, epoch from task where state = 1 loop
      perform say(1, t.job_id, t.no, t.epoch, 4, -1, 1);
    end loop;
    exit when (
      select count(*) from claim(1, lanes, array_fill(99, array[cardinality(lanes)]))) = 0;
  end loop;
end $$;

insert into node(id, name, lease_until) overriding system value
select g, 'n' || g, clock_timestamp() + interval '1 h' from generate_series(1, 19) g
union all select 100, 'judge', clock_timestamp() + interval '1 h';
insert into vkey(key_id, slot) select g, g from generate_series(1, 30) g;
update vkey set dead_blocks = true where key_id = 9;
update vkey set max_concurrent = 2 where key_id = 10;
update vkey set max_open = 2 where key_id = 2;
