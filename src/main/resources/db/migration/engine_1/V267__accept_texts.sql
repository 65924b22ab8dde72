-- Why: of a jsonb[] all elements are parsed before the first is stored: their trees lie in memory
-- together, which is got from the system anew for every batch. Payloads that come as text are
-- parsed one by one, where they are stored; what is decided is decided on narrow rows. Same
-- promises, same answers as V261.
--
-- A batch of requests, an entry each in all arrays: key, idempotency key (null = none), hash of the
-- request, payload (JSON), lane of the first task. Answers each:
-- 0 new, 1 same request again (the first's id), 2 same idempotency key with another request,
-- 3 key full, 4 no such key.
create function engine_1.accept(
  keys int[], idems text[], hashes bytea[], texts text[], lanes smallint[])
returns table(o_ord int, o_id bigint, o_what int)
language plpgsql
set search_path = kinoloom, engine_1, pg_temp
set enable_seqscan = off
set plan_cache_mode = force_generic_plan
set jit = off
as $$
begin
  -- Ids are drawn under the lock: id order = commit order per key.
  perform 1 from vkey where key_id = any(keys) order by key_id for update;

  return query
  with t as materialized (
    select u.k, u.d, u.h, u.ord::int,
      case
        when u.d is null then u.ord
        else min(u.ord) over (partition by u.k, u.d)
      end::int first_ord
    from unnest(keys, idems, hashes) with ordinality u(k, d, h, ord)),
  f as materialized ( -- the first of each request in this batch
    select t.k, t.d, t.h, t.ord,
      v.key_id is not null known,
      e.id seen, e.req_hash seen_hash, -- in an earlier batch
      v.open_cnt + count(*) filter (where e.id is null) over (partition by t.k order by t.ord)
        > v.max_open is_full
    from t
    left join vkey v on v.key_id = t.k
    left join lateral ( -- the limit forbids a look at all jobs at once
      select x.id, x.req_hash from job x where x.key_id = t.k and x.idem_key = t.d limit 1) e
      on true
    where t.first_ord = t.ord),
  n as materialized (
    select s.*, nextval('job_id_seq') id
    from (
      select f.k, f.d, f.h, f.ord
      from f
      where f.known and f.seen is null and not f.is_full
      order by f.ord) s),
  i as (
    insert into job(id, key_id, first_lane, idem_key, req_hash, payload)
    select n.id, n.k, lanes[n.ord], n.d, n.h, texts[n.ord]::jsonb from n),
  ev as (
    insert into job_event(job_id, seq, kind) select n.id, 1, 1 from n),
  v as (
    update vkey v
    set open_cnt = v.open_cnt + y.c,
      ready_at = case
        when v.running < v.max_concurrent
          and not v.paused
          and not (v.dead_blocks and v.dead_cnt > 0)
        then coalesce(v.ready_at, clock_timestamp() - v.head_start)
      end
    from (select n.k, count(*)::int c from n group by n.k) y
    where v.key_id = y.k)
  select n.ord, n.id, 0 from n
  union all
  select f.ord, f.seen,
    case
      when not f.known then 4
      when f.seen is null then 3
      when f.seen_hash is not distinct from f.h then 1
      else 2
    end
  from f
  where not f.known or f.seen is not null or f.is_full
  union all -- twice within this batch
  select t.ord, coalesce(f.seen, n.id),
    case
      when not f.known then 4
      when f.seen is null and n.id is null then 3
      when coalesce(f.seen_hash, n.h) is not distinct from t.h then 1
      else 2
    end
  from t
  join f on f.ord = t.first_ord
  left join n on n.ord = t.first_ord
  where t.first_ord <> t.ord;
end $$;
