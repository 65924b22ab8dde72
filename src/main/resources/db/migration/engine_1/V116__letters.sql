-- Jobs that a decider must look at: the preferred node reads at once, anybody those older than
-- `older`. Read without lock: two deciders cost one stale decision. Inlined, like load.
create function engine_1.letters(older interval, my_slots smallint[], n int)
returns setof bigint
language sql stable as $$
  select j.id
  from kinoloom.job j join kinoloom.vkey v using (key_id)
  where j.wake_at is not null
    and (v.slot = any(my_slots) or j.wake_at <= clock_timestamp() - older)
  order by j.wake_at limit n
$$;
