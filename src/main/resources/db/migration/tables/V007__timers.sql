-- Why: a check of a job that must come again survives every process, and goes with its job.
create table kinoloom.timer (
  job_id bigint not null,
  kind smallint not null,
  fire_at timestamptz not null,
  n int not null default 0,
  primary key (job_id, kind)
);

create index timer_due on kinoloom.timer (fire_at);
