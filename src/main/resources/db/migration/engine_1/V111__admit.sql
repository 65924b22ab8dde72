-- Starts the next job of each key that may start one; round robin over keys. my_slots null =
-- anybody's keys. Answers how many started.
create function engine_1.admit(want int, my_slots smallint[]) returns int
language plpgsql set search_path = kinoloom, engine_1, pg_temp as $$
declare
  ks int[];
  hd bigint[];
  free bigint[];
  resumed bigint[];
  c int;
begin
  select array_agg(key_id) into ks
  from (
    select key_id from vkey
    where ready_at is not null and (my_slots is null or slot = any(my_slots))
    order by ready_at limit want
    for update skip locked) k;
  if ks is null then
    return 0;
  end if;

  select array_agg(
    (select j.id from job j where j.key_id = y.k and j.state = 0
     order by coalesce(j.place, j.id) limit 1) order by y.i) into hd
  from unnest(ks) with ordinality y(k, i);
  -- A head that somebody else holds is left for the next time: admit waits for no job.
  free := array(select id from job where id = any(hd) for update skip locked);
  select array_agg(y.k) into ks
  from unnest(ks, hd) y(k, j) where y.j is null or y.j = any(free);
  if ks is null then
    return 0;
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
    from h where v.key_id = h.key_id),
  l as materialized (
    select d.lane,
      (select x.rank from task x where x.state = 0 and x.lane = d.lane
       order by x.rank limit 1) head
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
    insert into task(job_id, no, key_id, lane, state, rank)
    select r.id, 1, r.key_id, r.first_lane, 0,
      case
        when l.head is null then clock_timestamp()
        else greatest(
          l.head,
          (select max(x.rank) from task x
           where x.state = 0 and x.key_id = r.key_id and x.lane = r.first_lane))
          + r.gap_s * interval '1 s'
      end
    from r join l on l.lane = r.first_lane
    where r.wake_at is null)
  select array_agg(id) filter (where wake_at is not null), count(*) into resumed, c from r;

  -- The operator has spoken: parked tasks run again; one that still doubts parks again.
  if resumed is not null then
    update task set state = 0, rank = lane_head(lane) where job_id = any(resumed) and state = 3;
  end if;
  return c;
end $$;
