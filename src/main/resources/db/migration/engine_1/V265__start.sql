-- Why: most first tasks are claimed in the commit that starts their jobs; such a one is born leased
-- (see settle). And who starts jobs need not ask again, or look for letters, to learn that there is
-- nothing more. admit is done by this.
--
-- Starts the next job of each key that may start one; round robin over keys. my_slots null =
-- anybody's keys. Then as many tasks of each lane (named once) are claimed, as claim does it; none
-- if nothing was started.
--
-- The first row answers how many jobs started, how many of those had run before (each has a letter
-- now), and whether keys may be left that can start another; the others what was claimed.
create function engine_1.start(
  want int, my_slots smallint[], me int, my_lanes smallint[], wants int[])
returns table(
  o_started int, o_resumed int, o_more boolean,
  o_job bigint, o_no int, o_epoch int, o_lane smallint, o_attempt int, o_lost int, o_stop boolean)
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
  ks int[];
  hd bigint[];
  free bigint[];
  again boolean;            -- one of them has run before
  resumed bigint[];
  given bigint[];           -- whose first task is born leased
  given_lane smallint[];
  empty smallint[] := '{}'; -- my lanes where nothing waits
  waiting smallint[];       -- and where something may
  wanted int[];
begin
  o_started := 0;
  o_resumed := 0;
  o_more := false;
  select array_agg(key_id) into ks
  from (
    select key_id from vkey
    where ready_at is not null and (my_slots is null or slot = any(my_slots))
    order by ready_at limit want
    for update skip locked) k;
  if ks is null then
    return next;
    return;
  end if;

  select array_agg(
    (select j.id from job j where j.key_id = y.k and j.state = 0
     order by coalesce(j.place, j.id) limit 1) order by y.i) into hd
  from unnest(ks) with ordinality y(k, i);
  -- A head that somebody else holds is left for the next time: who starts jobs waits for none.
  select array_agg(j.id), bool_or(j.started_at is not null) into free, again
  from (select id, started_at from job where id = any(hd) for update skip locked) j;
  select array_agg(y.k) into ks
  from unnest(ks, hd) y(k, j) where y.j is null or y.j = any(free);
  if ks is null then
    return next;
    return;
  end if;

  -- Who goes on may have parked tasks, which then wait where nothing did: all is claimed after.
  if my_lanes <> '{}' and again then
    waiting := my_lanes;
    wanted := wants;
  elsif my_lanes <> '{}' then
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
  end if;

  with h as ( -- fresh snapshot, keys ours: the head cannot change
    select v.key_id, v.running, v.max_concurrent, v.head_start, v.weight,
      q.ids[1] id, q.ids[2] nxt
    from vkey v
    cross join lateral (
      select array(
        select j.id from job j where j.key_id = v.key_id and j.state = 0
        order by coalesce(j.place, j.id) limit 2) ids) q
    where v.key_id = any(ks)),
  v as ( -- a key that came without a job is simply not ready
    update vkey v
    set running = v.running + (h.id is not null)::int,
      ready_at = case
        when h.nxt is not null and h.running + 1 < h.max_concurrent
        then clock_timestamp() - h.head_start
      end
    from h where v.key_id = h.key_id
    returning v.ready_at),
  l as materialized (
    select d.lane,
      (select x.rank from task x where x.state = 0 and x.lane = d.lane
       order by x.rank limit 1) head,
      case when d.lane = any(empty) then wants[array_position(my_lanes, d.lane)] else 0 end room
    from (
      select distinct j.first_lane lane from job j where j.id = any(array(select id from h))) d),
  r as (
    update job j
    set state = 1,
      rev = j.rev + 1,
      ev_seq = j.ev_seq + 1,
      started_at = coalesce(j.started_at, clock_timestamp()),
      gap_s = 5 / h.weight,
      wake_at = case when j.started_at is not null then clock_timestamp() end -- resumed: decide on
    from h where j.id = h.id
    returning j.id, j.key_id, j.first_lane, j.ev_seq, j.wake_at, j.gap_s),
  e as (
    insert into job_event(job_id, seq, kind)
    select r.id, r.ev_seq, case when r.wake_at is null then 2 else 3 end from r),
  t as (
    insert into task(job_id, no, key_id, lane, state, rank, node, epoch, attempt)
    select q.id, 1, q.key_id, q.first_lane, q.given::int, q.rank, case when q.given then me end,
      q.given::int, q.given::int
    from (
      select p.*,
        p.head is null
          and row_number() over (partition by p.first_lane order by p.rank, p.id) <= p.room given
      from (
        select r.id, r.key_id, r.first_lane, l.head, l.room,
          case
            when l.head is null then clock_timestamp()
            else greatest(
              l.head,
              (select max(x.rank) from task x
               where x.state = 0 and x.key_id = r.key_id and x.lane = r.first_lane))
              + r.gap_s * interval '1 s'
          end rank
        from r join l on l.lane = r.first_lane
        where r.wake_at is null) p) q
    returning task.job_id, task.lane, task.state)
  select
    (select array_agg(r.id) filter (where r.wake_at is not null) from r),
    (select count(*) from r),
    (select coalesce(bool_or(v.ready_at is not null), false) from v),
    (select array_agg(t.job_id) from t where t.state = 1),
    (select array_agg(t.lane) from t where t.state = 1)
  into resumed, o_started, o_more, given, given_lane;

  -- The operator has spoken: parked tasks run again; one that still doubts parks again.
  if resumed is not null then
    o_resumed := cardinality(resumed);
    update task set state = 0, rank = lane_head(lane) where job_id = any(resumed) and state = 3;
  end if;
  o_more := o_started > 0
    and (o_more or cardinality(hd) = want or cardinality(ks) < cardinality(hd));
  return next;
  if given is not null then
    return query
    select null::int, null::int, null::boolean, g.j, 1, 1, g.l, 1, 0, false
    from unnest(given, given_lane) g(j, l);
  end if;
  if waiting is not null and o_started > 0 then
    return query
    select null::int, null::int, null::boolean,
      c.o_job, c.o_no, c.o_epoch, c.o_lane, c.o_attempt, c.o_lost, c.o_stop
    from claim(me, waiting, wanted) c;
  end if;
end $$;
