-- The check that a timer called for says when it wants to be called next.
create function engine_1.retime(j bigint, k smallint, after interval) returns void
language sql as $$
  update kinoloom.timer set fire_at = clock_timestamp() + after where job_id = j and kind = k
$$;
