-- Under the key's lock, after a command changed anything: may one of its queued jobs start?
create function engine_1.key_ready(k int) returns void
language sql as $$
  update kinoloom.vkey v
  set ready_at = case
    when not v.paused
      and not (v.dead_blocks and v.dead_cnt > 0)
      and v.running < v.max_concurrent
      and exists (select 1 from kinoloom.job q where q.key_id = v.key_id and q.state = 0)
    then coalesce(v.ready_at, clock_timestamp() - v.head_start)
  end
  where v.key_id = k
$$;
