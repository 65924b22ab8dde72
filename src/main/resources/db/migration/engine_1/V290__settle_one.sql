-- Why: on a system at rest a call brings one result of one job. Of settle's time for it nine tenths
-- were the start-up of statements made for many. What nearly always comes alone is said here in
-- plain ones; all else is settle's. Same promises, same answers as settle.
--
-- As settle, for one job. Done here: a task is done, of a running job that goes on with one more
-- task at most or is completed, decided on its current rev, while nothing waits in my lanes.
create function engine_1.settle_one(
  me int,
  j_job bigint[], j_rev int[], j_state smallint[], j_target smallint[],
  j_rfacts int[], j_dfacts int[],
  r_e int[], r_no int[], r_epoch int[], r_out smallint[], r_after bigint[], r_result jsonb[],
  r_nth int[], r_fact jsonb[],
  n_e int[], n_no int[], n_lane smallint[], n_nth int[],
  e_e int[], e_nth int[], e_kind smallint[], e_data jsonb[],
  m_e int[], m_kind smallint[], m_after bigint[],
  my_lanes smallint[], wants int[])
returns table(
  o_what int, o_job bigint, o_no int, o_epoch int, o_lane smallint, o_attempt int, o_lost int,
  o_stop boolean)
language plpgsql
set search_path = kinoloom, engine_1, pg_temp
set enable_seqscan = off
set plan_cache_mode = force_generic_plan
set jit = off
as $$
declare
  one bigint := j_job[1];
  ends boolean := j_state[1] = 4;
  base int;
  key int;
  gap real;
  fact int := j_rfacts[1];
  given boolean := false; -- the new task is born leased
  plain boolean := cardinality(j_job) = 1 and j_rev[1] >= 0 and r_out = '{4}'
    and (j_state = '{1}' and cardinality(n_e) < 2 or j_state = '{4}' and n_e = '{}');
begin
  if plain then
    if ends then
      perform 1 from vkey where key_id = (select key_id from job where id = one) for update;
    end if;
    select ev_seq, key_id, gap_s into base, key, gap
    from job where id = one and rev = j_rev[1] and state = 1 for update;
    plain := found
      and not exists (
        select 1 from task where state = 0 and lane = any(my_lanes || n_lane))
      and not (ends and exists (
        select 1 from task where job_id = one and no <> r_no[1] and state < 4));
  end if;
  if plain then
    update task
    set state = 4, node = null, due = null, result = r_result[1]
    where job_id = one and no = r_no[1] and epoch = r_epoch[1]
      and state + 0 = 1; -- not by the index of what is leased, with all its dead entries
    plain := found;
  end if;
  if not plain then
    return query
    select * from settle(
      me, j_job, j_rev, j_state, j_target, j_rfacts, j_dfacts,
      r_e, r_no, r_epoch, r_out, r_after, r_result, r_nth, r_fact,
      n_e, n_no, n_lane, n_nth, e_e, e_nth, e_kind, e_data, m_e, m_kind, m_after,
      my_lanes, wants);
    return;
  end if;

  if ends then
    update job
    set rev = rev + 1, wake_at = null, state = 4, ended_at = clock_timestamp(),
      ev_seq = base + fact + j_dfacts[1]
    where id = one;
  else
    update job
    set rev = rev + 1, wake_at = null, ev_seq = base + fact + j_dfacts[1]
    where id = one;
  end if;
  if fact > 0 then
    insert into job_event(job_id, seq, kind, data) values (one, base + 1, 4, r_fact[1]);
  end if;
  for i in 1 .. cardinality(e_e) loop
    insert into job_event(job_id, seq, kind, data)
    values (one, base + fact + e_nth[i], e_kind[i], e_data[i]);
  end loop;

  if n_e <> '{}' then
    if wants[array_position(my_lanes, n_lane[1])] > 0 then
      select state = 1 and lease_until > clock_timestamp() into given from node where id = me;
    end if;
    -- Nothing waited there a moment ago; what came since goes first.
    insert into task(job_id, no, key_id, lane, state, rank, node, epoch, attempt)
    select one, n_no[1], key, n_lane[1], g.given::int,
      coalesce(
        greatest(
          g.head,
          (select max(x.rank) from task x
           where g.head is not null and x.state = 0 and x.key_id = key and x.lane = n_lane[1])),
        clock_timestamp()) + gap * interval '1 s',
      case when g.given then me end, g.given::int, g.given::int
    from (
      select h.head, coalesce(given, false) and h.head is null given
      from (
        select (
          select x.rank from task x
          where x.state = 0 and x.lane = n_lane[1] order by x.rank limit 1) head) h) g
    returning state = 1 into given;
  end if;
  for i in 1 .. cardinality(m_e) loop
    insert into timer(job_id, kind, fire_at)
    values (one, m_kind[i], clock_timestamp() + m_after[i] * interval '1 ms')
    on conflict (job_id, kind) do update set fire_at = excluded.fire_at;
  end loop;
  if ends then
    update vkey v
    set running = v.running - 1,
      open_cnt = v.open_cnt - 1,
      ready_at = case
        when not v.paused
          and not (v.dead_blocks and v.dead_cnt > 0)
          and v.running <= v.max_concurrent
          and exists ( -- the offset forbids a look at all queued jobs at once
            select 1 from job q where q.key_id = v.key_id and q.state = 0 offset 0)
        then coalesce(v.ready_at, clock_timestamp() - v.head_start)
      end
    where v.key_id = key;
    delete from timer where job_id = one;
  end if;
  if jsonb_typeof(r_result[1] -> 'hash') = 'string'
    and r_result[1] -> 'reused' is distinct from 'true'::jsonb then
    insert into checkpoint(key_id, hash, result)
    values (key, r_result[1] ->> 'hash', r_result[1])
    on conflict do nothing;
  end if;
  if given then
    o_what := 0;
    o_job := one;
    o_no := n_no[1];
    o_epoch := 1;
    o_lane := n_lane[1];
    o_attempt := 1;
    o_lost := 0;
    o_stop := false;
    return next;
  end if;
end $$;
