-- Ready and waiting tasks end at once; leased ones are told to stop; one with a generation running
-- outside is made ready, so that a worker cancels it there. Under the jobs' locks.
create function engine_1.stop_tasks(js bigint[]) returns void
language sql as $$
  update kinoloom.task t
  set stop = true,
    due = null,
    rank = case when state = 1 then rank else greatest(rank, engine_1.lane_head(lane)) end,
    state = case
      when state = 1 then 1
      when exists (
        select 1 from kinoloom.effect x
        where x.job_id = t.job_id and x.no = t.no and x.state in (0, 1)) then 0
      else 6
    end
  where job_id = any(js) and state in (0, 1, 2, 3)
$$;
