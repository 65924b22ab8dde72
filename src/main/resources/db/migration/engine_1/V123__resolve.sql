-- After a paid call, by whoever made the intent, lease or no lease; or by the operator.
-- s: 1 handle known, 2 void (also: cancelled there), 3 fetched. A task that was parked for this very
-- doubt goes on, and so does a job that was held for it. false: it was voided meanwhile, has another
-- handle, or its job has ended: cancel yours there, and note the bill. May be repeated.
create function engine_1.resolve(i bigint, s smallint, h text, nt text default null)
returns boolean
language plpgsql set search_path = kinoloom, engine_1, pg_temp as $$
declare
  x effect;
  k int;
  st smallint;
  why smallint;
begin
  select key_id into k from job where id = (select job_id from effect where id = i);
  perform 1 from vkey where key_id = k for update;
  select state, held_for into st, why
  from job where id = (select job_id from effect where id = i) for update;
  select * into x from effect where id = i for update;
  if (x.state = 3 or x.state = s) and (h is null or h = x.handle) then -- said before
    return true;
  end if;

  update effect e
  set state = s,
    handle = coalesce(handle, h),
    note = coalesce(nt, note),
    seen = (select t.epoch from task t where t.job_id = x.job_id and t.no = x.no)
  where id = i and state in (0, 1) and (handle is null or h is null or handle = h);
  if not found then
    update effect set note = concat_ws('; ', note, 'also ' || h, nt)
    where id = i and h is distinct from handle;
    return false;
  end if;

  if exists (select 1 from task where job_id = x.job_id and no = x.no and state = 3) then
    if st = 1 then
      update job set rev = rev + 1 where id = x.job_id; -- a hold decided before is stale now
      update task set state = 0, rank = lane_head(lane)
      where job_id = x.job_id and no = x.no and state = 3;
    elsif st = 2 and why = 2 then
      update job set state = 0, held_for = null, rev = rev + 1 where id = x.job_id;
      perform key_ready(k);
    end if;
  end if;

  -- Recorded, but nobody will look after it: cancel it there, then resolve as void.
  if s = 1 and (st > 3 or exists (
    select 1 from task where job_id = x.job_id and no = x.no and state in (5, 6))) then
    return false;
  end if;
  perform tell(x.job_id, 11::smallint, jsonb_build_object('effect', i, 'state', s, 'note', nt));
  return true;
end $$;
