-- Run after every load, cluster and chaos test, on a system at rest. Every number must be 0.
with line as (
  select e.job_id, j.key_id, e.seq, e.kind, e.at, coalesce(j.place, j.id) pos, j.place,
    v.max_concurrent
  from job_event e join job j on j.id = e.job_id join vkey v using (key_id)),
seqs as (
  select j.id, j.ev_seq, j.state,
    count(e.seq) n,
    max(e.seq) m,
    min(e.seq) lo,
    count(*) filter (where e.kind >= 14) ends,
    max(e.seq) filter (where e.kind >= 14) end_seq
  from job j left join job_event e on e.job_id = j.id
  group by j.id),
starts as (
  select *, lag(pos) over (partition by key_id order by at, seq) before
  from line where kind = 2 and place is null),
-- a lane is taken by started and resumed, given back by held and by the end
moves as (
  select key_id, max_concurrent, at, job_id,
    case
      when kind in (2, 3) then 1
      when kind = 5 or lag(kind) over (partition by job_id order by seq) in (2, 3) then -1
    end d
  from line where kind in (2, 3, 5, 14, 15, 16)),
level as (
  select *, sum(d) over (partition by key_id order by at, d rows unbounded preceding) used
  from moves where d is not null),
tdone as (
  select job_id, (data ->> 'no')::int no, count(*) n
  from job_event where kind = 4 and data ? 'no' group by 1, 2),
per_key as (
  select key_id,
    count(*) filter (where state in (1, 3)) run,
    count(*) filter (where state < 4) open,
    count(*) filter (where state = 0) queued,
    count(*) filter (where dead = 1) dead
  from job group by 1)
select
  (select count(*) from seqs where n <> ev_seq or m <> ev_seq or lo <> 1) seq_gaps,
  (select count(*) from seqs
   where state > 3 and (ends <> 1 or end_seq <> ev_seq) or state < 4 and ends > 0) bad_final,
  (select count(*) from starts where before > pos) fifo_inversions,
  (select count(*) from level where used > max_concurrent) too_many_at_once,
  (select count(*) from tdone where n > 1) published_twice,
  (select count(*) from task
   where state = 4 and result ? 'epoch' and (result ->> 'epoch')::int <> epoch) stale_results,
  (select count(*) from (
    select job_id, no from effect where state in (1, 3) group by 1, 2 having count(*) > 1) x
  ) paid_twice,
  (select count(*) from vkey v left join per_key p using (key_id)
   where running <> coalesce(run, 0) or open_cnt <> coalesce(open, 0)
     or dead_cnt <> coalesce(dead, 0)) bad_counts,
  (select count(*) from vkey v left join per_key p using (key_id)
   where (ready_at is not null) <> (
     not paused and not (dead_blocks and dead_cnt > 0) and running < max_concurrent
     and coalesce(queued, 0) > 0)) bad_ready,
  (select count(*) from task t join job j on j.id = t.job_id
   where j.state > 3 and t.state in (0, 1, 2, 3)) tasks_of_ended_jobs,
  (select count(*) from job j
   where j.state in (1, 3) and j.wake_at is null
     and not exists (
       select 1 from task t where t.job_id = j.id and t.state in (0, 1, 2))) forgotten_jobs,
  (select count(*) from task t
   where t.state = 1
     and not exists (
       select 1 from node n where n.id = t.node and n.state < 3)) tasks_of_dead_nodes,
  (select count(*) from job j
   where j.state = 2
     and exists (
       select 1 from task t
       where t.job_id = j.id and t.state in (0, 1, 2))) held_but_running,
  (select count(*) from timer t left join job j on j.id = t.job_id
   where j.id is null or j.state > 3) orphan_timers
