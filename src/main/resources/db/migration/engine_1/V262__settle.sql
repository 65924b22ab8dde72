-- Why: most tasks are claimed in the commit that makes them. Born leased, such a task is written
-- once in place of twice, and enters no index of what waits. finish and step are done by this.
--
-- Results of tasks, decisions on jobs, new tasks, facts, timers: one call for a batch of many jobs.
--
-- j_*  One entry a job. j_rev -1: no decision (left to others), else the decision was made on that
--      rev plus this call's results of the job. j_state: 1 go on, 2 hold (j_target 1 review,
--      2 doubt), 3 stop (to j_target 5, 6), 4..6 end (5 with j_target 1: a dead letter).
--      j_rfacts, j_dfacts: how many facts its results and its decision bring.
-- r_*  Results. r_e = their job's entry (1..; positions, because a join of two arrays is planned as
--      a nested loop), r_nth = number of the fact among the entry's (0 none). r_out: 4 done,
--      5 failed for good, 2 waiting r_after ms for a counted retry, 1 the same uncounted (next look
--      at a remote generation), 3 parked, 6 stopped as asked, 0 handed back uncounted (drain).
-- n_*, e_*, m_*  The decision's new tasks, facts, timers (m_after ms from now), by entry.
-- my_lanes, wants  Then as many tasks of each lane (named once) are claimed, as claim does it.
--
-- Answers what was claimed, o_what 0, and of the rest only what was not taken: 1 = result fenced
-- (kill the child), 2 = decision stale (load, decide again, call again without the result), 3 =
-- hold or end while tasks are not at rest (a decider's bug: stop first). A result whose decision is
-- stale is recorded all the same, with its fact, and becomes a letter. A done result that carries a
-- "hash", and was not "reused" itself, is kept as a checkpoint of its key.
create function engine_1.settle(
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
set enable_hashjoin = off
set enable_mergejoin = off
set enable_material = off
set plan_cache_mode = force_generic_plan
set jit = off
as $$
declare
  m int := cardinality(j_job);
  n int := cardinality(r_e);
  c int;
  leaving bigint[];
  ended bigint[];
  stopping bigint[];
  rev int[];                -- of each entry's job, as it is under the lock
  st smallint[];
  tgt smallint[];
  base int[];
  key int[];
  gap real[];
  busy boolean[];           -- its tasks forbid what was decided
  empty smallint[] := '{}'; -- my lanes where nothing waits
  waiting smallint[];       -- and where something may
  wanted int[];
  rf int[] := j_rfacts;
  nth int[] := r_nth;
  took boolean[];           -- null = all results were taken
  bad boolean[] := array_fill(false, array[cardinality(j_job)]);
  ok boolean[] := bad;      -- the decision stands
  wake smallint[] := array_fill(2::smallint, array[cardinality(j_job)]); -- 0 clear, 1 set, 2 leave
begin
  -- 1 keys of jobs that leave their lane
  for i in 1 .. m loop
    if j_rev[i] >= 0 and j_state[i] not in (1, 3) then
      leaving := leaving || j_job[i];
    end if;
  end loop;
  if leaving is not null then
    perform 1 from vkey
    where key_id in (select key_id from job where id = any(leaving))
    order by key_id for update;
  end if;

  -- 2 jobs: from here nothing about them can change
  select array_agg(s.rev order by s.i), array_agg(s.state order by s.i),
    array_agg(s.ev_seq order by s.i), array_agg(s.key_id order by s.i),
    array_agg(s.target order by s.i), array_agg(s.gap_s order by s.i)
  into rev, st, base, key, tgt, gap
  from (
    select u.i, x.rev, x.state, x.ev_seq, x.key_id, x.target, x.gap_s
    from unnest(j_job) with ordinality u(j, i) join job x on x.id = u.j
    order by x.id for update of x) s;
  if coalesce(cardinality(rev), 0) < m then
    raise exception 'finish: unknown or doubled job in %', j_job;
  end if;

  -- 3 results, each against its task's epoch
  if n > 0 then
    update task t
    set node = null,
      result = r.res,
      rank = case when r.o = 0 then greatest(t.rank, lane_head(t.lane)) else t.rank end,
      attempt = t.attempt - (r.o in (0, 1) and not t.stop)::int,
      due = case
        when r.o in (1, 2) and (not t.stop or x.open)
        then clock_timestamp() + r.after * interval '1 ms'
      end,
      -- Parked for a doubt that was resolved meanwhile: goes on. Stopping: only a generation
      -- running outside is still looked after.
      state = case
        when t.stop and (r.o = 3 or r.o < 3 and not x.open) then 6
        when r.o = 1 then 2
        when r.o = 3 and x.told then 0
        else r.o
      end
    from (
      select distinct on (u.e, u.n, u.ep) u.*
      from unnest(r_e, r_no, r_epoch, r_out, r_after, r_result)
        with ordinality u(e, n, ep, o, after, res, i)
      order by u.e, u.n, u.ep, u.i) r
    cross join lateral (
      select
        r.o < 3 and exists (
          select 1 from effect x
          where x.job_id = j_job[r.e] and x.no = r.n and x.state in (0, 1)) open,
        r.o = 3 and exists (
          select 1 from effect x
          where x.job_id = j_job[r.e] and x.no = r.n and x.state <> 0 and x.seen >= r.ep) told) x
    where t.job_id = j_job[r.e] and t.no = r.n and t.epoch = r.ep
      and t.state + 0 = 1; -- not by the index of what is leased, with all its dead entries
    get diagnostics c = row_count;

    -- Some are fenced: which? And the facts of the others close ranks. The same result twice in one
    -- batch counts once.
    if c < n then
      select array_agg(
        r.nth = 1 and exists (
          select 1 from task t
          where t.job_id = j_job[r.e] and t.no = r.n and t.epoch = r.ep and t.state <> 1
            and t.xmin = pg_current_xact_id()::xid) order by r.i)
      into took
      from (
        select u.*, row_number() over (partition by u.e, u.n, u.ep order by u.i) nth
        from unnest(r_e, r_no, r_epoch) with ordinality u(e, n, ep, i)) r;
      rf := array_fill(0, array[m]);
      for k in 1 .. n loop
        if not took[k] then
          bad[r_e[k]] := true;
          nth[k] := 0;
        elsif r_nth[k] > 0 then
          rf[r_e[k]] := rf[r_e[k]] + 1;
          nth[k] := rf[r_e[k]];
        end if;
      end loop;
      return query
      select 1, j_job[r_e[k]], r_no[k], 0, 0::smallint, 0, 0, false
      from generate_series(1, n) k where not took[k];
    end if;
  end if;
  -- A stopping task does not come to rest as its worker said: decide anew.
  for k in 1 .. n loop
    if st[r_e[k]] = 3 and r_out[k] < 4 then
      bad[r_e[k]] := true;
    end if;
  end loop;

  -- 4 who would leave must be at rest: held with parked tasks at most, ended with none
  if leaving is not null then
    select array_agg(
      u.s not in (1, 3) and exists (
        select 1 from task t
        where t.job_id = u.j and (t.state < 3 or t.state = 3 and u.s <> 2)) order by u.i)
    into busy
    from unnest(j_job, j_state) with ordinality u(j, s, i);
  end if;

  -- 5 which decisions stand: made on the current rev, with none of their results fenced
  leaving := null;
  for i in 1 .. m loop
    -- Who leaves or stops brings no new tasks; who stops says for what.
    if j_state[i] <> 1 and i = any(n_e)
      or j_state[i] = 3 and st[i] = 1 and coalesce(j_target[i], 0) not in (5, 6) then
      busy[i] := true;
    end if;
    if j_rev[i] = rev[i] and not bad[i] and not coalesce(busy[i], false)
      and (st[i] = 1 or st[i] = 3 and j_state[i] in (3, tgt[i])) then
      ok[i] := true;
      -- Who begins to stop is looked at again: perhaps nothing was leased.
      wake[i] := (st[i] = 1 and j_state[i] = 3)::int;
      if j_state[i] = 3 then
        if st[i] = 1 then
          stopping := stopping || j_job[i];
        end if;
      elsif j_state[i] > 1 then
        leaving := leaving || j_job[i];
        if j_state[i] > 3 then
          ended := ended || j_job[i];
        end if;
      end if;
      st[i] := j_state[i];
    end if;
  end loop;
  -- Results without a standing decision are letters.
  for k in 1 .. n loop
    if not ok[r_e[k]] and st[r_e[k]] in (1, 3) and (took is null or took[k])
      and (r_out[k] > 2 or st[r_e[k]] = 3) then
      wake[r_e[k]] := 1;
    end if;
  end loop;

  update job x
  set rev = x.rev + (u.w < 2)::int,
    wake_at = case u.w
      when 0 then null
      when 1 then coalesce(x.wake_at, clock_timestamp())
      else x.wake_at
    end,
    state = u.s,
    target = case when u.ok and u.s = 3 and x.state = 1 then u.tg else x.target end,
    held_for = case when u.s = 2 then coalesce(x.held_for, u.tg, 1) end,
    dead = case when u.ok and u.s = 5 and u.tg = 1 then 1 else x.dead end,
    ended_at = case when u.s > 3 then coalesce(x.ended_at, clock_timestamp()) end,
    ev_seq = x.ev_seq + u.rf + case when u.ok then u.df else 0 end
  from unnest(j_job, wake, st, j_target, rf, j_dfacts, ok) u(j, w, s, tg, rf, df, ok)
  where x.id = u.j;

  insert into job_event(job_id, seq, kind, data)
  select j_job[r.e], base[r.e] + r.nth, case r.o when 4 then 4 else 9 end, r.f
  from unnest(r_e, nth, r_out, r_fact) r(e, nth, o, f)
  where r.nth > 0
  union all
  select j_job[e.e], base[e.e] + rf[e.e] + e.nth, e.k, e.f
  from unnest(e_e, e_nth, e_kind, e_data) e(e, nth, k, f)
  where ok[e.e];

  -- 6 new tasks. Who enters a lane where nothing waits stands at its head: if it is wanted, it is
  -- born leased. Who stops may put others there, so then all is claimed in the end.
  if my_lanes <> '{}' and stopping is null then
    select coalesce(array_agg(w.la) filter (where w.none), '{}'),
      array_agg(w.la) filter (where not w.none), array_agg(w.n) filter (where not w.none)
    into empty, waiting, wanted
    from (
      select w.la, w.n,
        not exists (select 1 from task t where t.state = 0 and t.lane = w.la) none
      from unnest(my_lanes, wants) w(la, n)
      where w.n > 0 and exists (
        select 1 from node
        where id = me and state = 1 and lease_until > clock_timestamp())) w;
  elsif my_lanes <> '{}' then
    waiting := my_lanes;
    wanted := wants;
  end if;
  if n_e <> '{}' then
    return query
    with lanes as materialized (
      select d.la,
        (select t.rank from task t
         where t.state = 0 and t.lane = d.la order by t.rank limit 1) head,
        case when d.la = any(empty) then wants[array_position(my_lanes, d.la)] else 0 end room
      from (select distinct u.la from unnest(n_lane) u(la)) d),
    born as (
      insert into task(job_id, no, key_id, lane, state, rank, node, epoch, attempt)
      select r.jo, r.no, r.ke, r.la, r.given::int, r.rank, case when r.given then me end,
        r.given::int, r.given::int
      from (
        select q.*,
          q.head is null
            and row_number() over (partition by q.la order by q.rank, q.jo, q.no) <= q.room given
        from (
          select p.*,
            max(
              case when p.nth = 1 then
                case
                  when p.head is null then clock_timestamp()
                  else greatest(
                    p.head,
                    (select max(x.rank) from task x
                     where x.state = 0 and x.key_id = p.ke and x.lane = p.la))
                end
              end) over (partition by p.ke, p.la) + p.nth * p.ga * interval '1 s' rank
          from (
            select j_job[u.e] jo, u.no, key[u.e] ke, u.la, gap[u.e] ga, l.head, l.room,
              row_number() over (partition by key[u.e], u.la order by u.e, u.nth, u.no) nth
            from unnest(n_e, n_no, n_lane, n_nth) u(e, no, la, nth)
            join lanes l on l.la = u.la
            where ok[u.e]) p) q) r
      returning task.job_id, task.no, task.state, task.lane)
    select 0, b.job_id, b.no, 1, b.lane, 1, 0, false from born b where b.state = 1;
  end if;
  if m_e <> '{}' then
    insert into timer(job_id, kind, fire_at)
    select j_job[t.e], t.k, clock_timestamp() + t.after * interval '1 ms'
    from unnest(m_e, m_kind, m_after) t(e, k, after)
    where ok[t.e]
    on conflict (job_id, kind) do update set fire_at = excluded.fire_at;
  end if;

  -- 7 their keys, one row a key
  if leaving is not null then
    with y as materialized (
      select j.key_id, count(*)::int n,
        (count(*) filter (where j.state > 3))::int gone,
        (count(*) filter (where j.dead = 1))::int dead
      from job j where j.id = any(leaving) group by 1)
    update vkey v
    set running = v.running - y.n,
      open_cnt = v.open_cnt - y.gone,
      dead_cnt = v.dead_cnt + y.dead,
      ready_at = case
        when not v.paused
          and not (v.dead_blocks and v.dead_cnt + y.dead > 0)
          and v.running - y.n < v.max_concurrent
          and exists ( -- the offset forbids a look at all queued jobs at once
            select 1 from job q where q.key_id = v.key_id and q.state = 0 offset 0)
        then coalesce(v.ready_at, clock_timestamp() - v.head_start)
      end
    from y where v.key_id = y.key_id;
  end if;

  -- 8 leftovers
  if stopping is not null then
    perform stop_tasks(stopping);
  end if;
  if ended is not null and exists (select 1 from timer) then
    delete from timer where job_id = any(ended);
  end if;

  -- 9 checkpoints, in one order for everybody, because two calls may bring the same ones
  if 4 = any(r_out) then
    insert into checkpoint(key_id, hash, result)
    select key[r.e], r.res ->> 'hash', r.res
    from unnest(r_e, r_out, r_result) with ordinality r(e, o, res, i)
    where r.o = 4
      and (took is null or took[r.i])
      and jsonb_typeof(r.res -> 'hash') = 'string'
      and r.res -> 'reused' is distinct from 'true'::jsonb
    order by 1, 2
    on conflict do nothing;
  end if;

  if waiting is not null then
    return query
    select 0, c.o_job, c.o_no, c.o_epoch, c.o_lane, c.o_attempt, c.o_lost, c.o_stop
    from claim(me, waiting, wanted) c;
  end if;

  for i in 1 .. m loop
    if j_rev[i] >= 0 and not ok[i] then
      return query
      select case when j_rev[i] = rev[i] and not bad[i] and busy[i] then 3 else 2 end,
        j_job[i], 0, 0, 0::smallint, 0, 0, false;
    end if;
  end loop;
end $$;
