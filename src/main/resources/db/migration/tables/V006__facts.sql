-- Why: what happened to a job is appended, numbered from the job row under its lock: seq has no gap.
-- kind: 1 accepted, 2 started, 3 resumed, 4 task done, 5 held, 6 cancel requested, 7 lease lost,
-- 8 progress, 9 task retries, failed, parked or stopped, 10 approved, 11 paid call resolved,
-- 14 completed, 15 failed, 16 cancelled
create table kinoloom.job_event (
  job_id bigint not null,
  seq int not null,
  kind smallint not null,
  data jsonb,
  at timestamptz not null default clock_timestamp(),
  primary key (job_id, seq)
);
