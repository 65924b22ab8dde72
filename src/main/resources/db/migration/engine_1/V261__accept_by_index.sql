-- Why: V110's plan, made while the tables were empty, read every job that has an idempotency key
-- for each batch. Same promises, same answers.
--
-- A batch of requests, an entry each in all arrays: key, idempotency key (null = none), hash of the
-- request, payload, lane of the first task. Answers each:
-- 0 new, 1 same request again (the first's id), 2 same idempotency key with another request,
-- 3 key full, 4 no such key.
create or replace function engine_1.accept(
  keys int[], idems text[], hashes bytea[], pl jsonb[], lanes smallint[])
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
  with t as (
    select u.*,
      case
        when u.d is null then u.ord
        else first_value(u.ord) over (partition by u.k, u.d order by u.ord)
      end first_ord
    from unnest(keys, idems, hashes, pl, lanes) with ordinality u(k, d, h, p, l, ord)),
  e as ( -- seen in an earlier batch
    select t.ord, j.id, j.req_hash is not distinct from t.h same
    from t
    cross join lateral ( -- the limit forbids a look at all jobs at once
      select x.id, x.req_hash from job x where x.key_id = t.k and x.idem_key = t.d limit 1) j),
  c as (
    select t.*,
      v.open_cnt + row_number() over (partition by t.k order by t.ord) > v.max_open is_full
    from t join vkey v on v.key_id = t.k
    where t.first_ord = t.ord and not exists (select 1 from e where e.ord = t.ord)),
  n as materialized (
    select s.*, nextval('job_id_seq') id
    from (select * from c where not is_full order by ord) s),
  i as (
    insert into job(id, key_id, first_lane, idem_key, req_hash, payload)
    select id, k, l, d, h, p from n),
  ev as (
    insert into job_event(job_id, seq, kind) select id, 1, 1 from n),
  v as (
    update vkey v
    set open_cnt = v.open_cnt + y.c,
      ready_at = case
        when v.running < v.max_concurrent
          and not v.paused
          and not (v.dead_blocks and v.dead_cnt > 0)
        then coalesce(v.ready_at, clock_timestamp() - v.head_start)
      end
    from (select k, count(*)::int c from n group by k) y
    where v.key_id = y.k)
  select n.ord::int, n.id, 0 from n
  union all
  select e.ord::int, e.id, case when e.same then 1 else 2 end from e
  union all -- twice within this batch
  select t.ord::int, n.id,
    case when n.id is null then 3 when n.h is not distinct from t.h then 1 else 2 end
  from t left join n on n.ord = t.first_ord
  where t.first_ord <> t.ord
    and not exists (select 1 from e where e.ord = t.ord)
    and exists (select 1 from vkey x where x.key_id = t.k)
  union all
  select c.ord::int, null, 3 from c where c.is_full
  union all
  select t.ord::int, null, 4
  from t where not exists (select 1 from vkey x where x.key_id = t.k);
end $$;
