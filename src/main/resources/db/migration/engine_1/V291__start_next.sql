-- Why: on a system at rest one key is ready, or none. Of start's time for one job most was the
-- start-up of statements made for many. Same promises, same answers as start_ready.
--
-- As start_ready. Done here: no key is ready; or one, whose head was never started, while nothing
-- waits in my lanes.
create function engine_1.start_next(
  want int, my_slots smallint[], me int, my_lanes smallint[], wants int[])
returns table(
  o_started int, o_resumed int, o_more boolean, o_left boolean,
  o_job bigint, o_no int, o_epoch int, o_lane smallint, o_attempt int, o_lost int, o_stop boolean)
language plpgsql
set search_path = kinoloom, engine_1, pg_temp
set enable_seqscan = off
set plan_cache_mode = force_generic_plan
set jit = off
as $$
declare
  ready int[];
  line bigint[]; -- the key's next two jobs
  la smallint;
  seq int;
  gap real;
  given boolean := false;
  plain boolean := want > 1;
begin
  if plain then
    ready := array(
      select key_id from vkey
      where ready_at is not null and (my_slots is null or slot = any(my_slots))
      order by ready_at limit 2
      for update skip locked);
    plain := cardinality(ready) < 2;
  end if;
  if plain and ready <> '{}' then
    line := array(
      select id from job where key_id = ready[1] and state = 0
      order by coalesce(place, id) limit 2);
    -- A head that somebody else holds is left for the next time: who starts jobs waits for none.
    select first_lane, ev_seq + 1 into la, seq
    from job where id = line[1] and started_at is null for update skip locked;
    plain := found and not exists (
      select 1 from task where state = 0 and lane = any(my_lanes || la));
  end if;
  if not plain then
    return query select * from start_ready(want, my_slots, me, my_lanes, wants);
    return;
  end if;

  o_started := cardinality(ready);
  o_resumed := 0;
  o_more := false;
  if ready <> '{}' then
    update vkey v
    set running = v.running + 1,
      ready_at = case
        when line[2] is not null and v.running + 1 < v.max_concurrent
        then clock_timestamp() - v.head_start
      end
    where v.key_id = ready[1]
    returning 5 / v.weight, v.ready_at is not null into gap, o_more;
    update job
    set state = 1, rev = rev + 1, ev_seq = seq, started_at = clock_timestamp(), gap_s = gap
    where id = line[1];
    insert into job_event(job_id, seq, kind) values (line[1], seq, 2);
    if wants[array_position(my_lanes, la)] > 0 then
      select state = 1 and lease_until > clock_timestamp() into given from node where id = me;
    end if;
    -- Nothing waited there a moment ago; what came since goes first.
    insert into task(job_id, no, key_id, lane, state, rank, node, epoch, attempt)
    select line[1], 1, ready[1], la, g.given::int,
      coalesce(
        greatest(
          g.head,
          (select max(x.rank) from task x
           where g.head is not null and x.state = 0 and x.key_id = ready[1] and x.lane = la))
          + gap * interval '1 s',
        clock_timestamp()),
      case when g.given then me end, g.given::int, g.given::int
    from (
      select h.head, coalesce(given, false) and h.head is null given
      from (
        select (
          select x.rank from task x
          where x.state = 0 and x.lane = la order by x.rank limit 1) head) h) g
    returning state = 1 into given;
  end if;
  o_left := not o_more and exists (
    select 1 from vkey
    where ready_at is not null and (my_slots is null or slot = any(my_slots)));
  return next;
  if given then
    o_started := null;
    o_resumed := null;
    o_more := null;
    o_left := false;
    o_job := line[1];
    o_no := 1;
    o_epoch := 1;
    o_lane := la;
    o_attempt := 1;
    o_lost := 0;
    o_stop := false;
    return next;
  end if;
end $$;
