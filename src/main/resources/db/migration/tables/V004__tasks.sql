-- Why: a task is what a node leases, retries and checkpoints. Every claim moves its epoch, so that
-- a result which comes too late is known as such.
create table kinoloom.task (
  job_id bigint not null,
  no int not null,
  key_id int not null,
  lane smallint not null, -- a queue with slots of its own: a stage, or a stage's remote looks
  -- 0 ready, 1 leased, 2 waiting till due (a retry, or the next look at a remote generation: no
  -- slot, no lease), 3 parked, 4 done, 5 failed, 6 cancelled
  state smallint not null check (state between 0 and 6),
  -- Virtual time: a lane's time is the rank at its head. A task enters 5 s / weight behind it, or
  -- behind the last of its key that waits there.
  rank timestamptz not null,
  node int,
  epoch int not null default 0,
  attempt int not null default 0,
  lost int not null default 0,
  stop boolean not null default false,
  due timestamptz,
  result jsonb,           -- small and bounded: what the decider needs; media live in artifacts
  primary key (job_id, no),
  check ((state = 1) = (node is not null)),
  check ((state = 2) = (due is not null))
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);

create index task_ready on kinoloom.task (lane, rank) where state = 0;
create index task_of_key on kinoloom.task (key_id, lane, rank) where state = 0;
create index task_leased on kinoloom.task (node) where state = 1;
create index task_due on kinoloom.task (due) where state = 2;
